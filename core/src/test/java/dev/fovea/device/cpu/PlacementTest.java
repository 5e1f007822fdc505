package dev.fovea.device.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Where values lie: a result takes the place of an input that is read for the last time, and of no other.
class PlacementTest {
    private static final Shape SHAPE = Shape.of(32, 3, 64, 32);

    private final Elementwise elementwise = KernelSelection.select("scalar").kernels().elementwise();
    private final Value x = Value.blocked(SHAPE);
    private final Value other = Value.blocked(SHAPE);
    private final Value between = Value.blocked(SHAPE);
    private final Value y = Value.blocked(SHAPE);

    private static Strips.Operand same(Value value) {
        return new Strips.Operand(value, null);
    }

    private Strips add(Strips.Operand a, Strips.Operand b, Value to) {
        return Strips.of(elementwise, new Strips.Function.Two(Elementwise.Binary.ADD), List.of(a, b), to);
    }

    private static BlockStep made(Value value) {
        return new BlockStep(List.of(), value, (site, block) -> {});
    }

    /// Places `x` and `other`, which are made, and then what the step writes; `kept` is read at the end.
    private void place(Step.Map step, Value... kept) {
        Phase phase = new Phase.Map(List.of(made(x), made(other), step), 32, Block.OF_SAMPLES);
        Placement.place(List.of(phase), List.of(kept));
    }

    private static void assertSamePlace(Value a, Value b) {
        assertEquals(a.place(), b.place());
        assertEquals(a.storage.at, b.storage.at);
        assertEquals(a.storage.stride, b.storage.stride);
    }

    private static void assertOtherPlace(Value a, Value b) {
        assertNotEquals(a.place() + " " + a.storage.at, b.place() + " " + b.storage.at);
    }

    @Test
    void aResultTakesThePlaceOfAnInputThatIsReadForTheLastTime() {
        place(new Strips.Blocks(add(same(x), same(other), y)), y);
        assertEquals(Value.Place.WORKSPACE, y.place());
        assertSamePlace(x, y);
        assertEquals(Value.Place.LOCAL, other.place());
    }

    @Test
    void notOfOneThatIsReadLater() {
        place(new Strips.Blocks(add(same(x), same(other), y)), y, x);
        assertOtherPlace(x, y);
        assertSamePlace(other, y);
    }

    @Test
    void notOfOneWhoseElementsAreReadInAnotherOrder() {
        place(new Strips.Blocks(add(new Strips.Operand(x, new int[3 * 64 * 32]), same(other), y)), y);
        assertOtherPlace(x, y);
        assertSamePlace(other, y);
    }

    @Test
    void notOfOneThatAChainReadsAfterTheResult() {
        Strips chain = add(same(x), same(x), y).then(add(same(x), same(other), between));
        place(new Strips.Blocks(chain), y, between);
        assertOtherPlace(x, y);
        assertOtherPlace(other, y);
        assertSamePlace(x, between);
    }

    @Test
    void placesAreHandedOn() {
        Step.Map first = new Strips.Blocks(add(same(x), same(x), between));
        Step.Map second = BlockStep.elementwise(List.of(between), y, (site, block) -> {});
        Phase phase = new Phase.Map(List.of(made(x), first), 32, Block.OF_SAMPLES);
        Phase next = new Phase.Map(List.of(second), 32, Block.OF_SAMPLES);
        Frame.Layout layout = Placement.place(List.of(phase, next), List.of(y));
        assertSamePlace(between, y);
        assertSamePlace(x, y);
        assertEquals(0, layout.local());
    }

    @Test
    void aSmallBlockStaysInTheMemoryOfItsWorker() {
        Value small = Value.blocked(Shape.of(32, 3, 2, 2));
        Value result = Value.blocked(small.shape);
        Step.Map step = new Strips.Blocks(add(same(small), same(small), result));
        Phase phase = new Phase.Map(List.of(made(small), step), 32, Block.OF_SAMPLES);
        Placement.place(List.of(phase), List.of(result));
        assertEquals(Value.Place.LOCAL, small.place());
        assertEquals(Value.Place.WORKSPACE, result.place());
    }

    @Test
    void whatAnyOtherStepReadsKeepsItsPlace() {
        place(new BlockStep(List.of(x, other), y, (site, block) -> {}), y);
        assertEquals(Value.Place.LOCAL, x.place());
        assertEquals(Value.Place.WORKSPACE, y.place());
    }

    /// Reads a value, beside whatever else runs.
    private record Reading(Value value, Value result) implements Step.Reduce {
        @Override
        public List<Value> reads() {
            return List.of(value);
        }

        @Override
        public List<Value> writes() {
            return List.of(result);
        }

        @Override
        public int tasks() {
            return 1;
        }

        @Override
        public void run(Site site, int task) {
            throw new UnsupportedOperationException("placing values runs nothing");
        }
    }

    @Test
    void notOfOneThatAReductionBesideReads() {
        Step.Map step = new Strips.Blocks(add(same(x), same(x), y));
        Value sum = Value.rows(Shape.of(3));
        Phase made = new Phase.Map(List.of(made(x)), 32, Block.OF_SAMPLES);
        Phase.Map map = new Phase.Map(List.of(step), 32, Block.OF_SAMPLES);
        Phase both = new Phase.Both(map, new Phase.Reduce(List.of(new Reading(x, sum))));
        Placement.place(List.of(made, both), List.of(y, sum));
        assertOtherPlace(x, y);
    }
}
