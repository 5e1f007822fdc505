package dev.fovea.device.cpu;

import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Normalisation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A chain of elementwise operations over values of one size: all of them on one strip that fits the first-level cache,
/// then on the next.
///
/// Results that only the chain itself reads never reach memory: they live in strips of scratch.
final class Strips {
    /// Floats of a strip.
    private static final int STRIP = 1024;

    /// Operations of a chain, at most: their strips of scratch stay in the second-level cache.
    private static final int LONGEST = 32;

    private final Elementwise kernels;
    private final Value like;
    private final List<Instruction> instructions;

    private Strips(Elementwise kernels, Value like, List<Instruction> instructions) {
        this.kernels = kernels;
        this.like = like;
        this.instructions = instructions;
    }

    /// What is applied to each element.
    sealed interface Function {
        /// A function of one value.
        record One(Elementwise.Unary function) implements Function {}

        /// A function of two values.
        record Two(Elementwise.Binary function) implements Function {}

        /// A function of three values.
        record Three(Elementwise.Ternary function) implements Function {}

        /// The value itself, repeated where the input is smaller.
        record Same() implements Function {}

        /// Normalises a value in blocks; the inputs after it are mean, inverse deviation, gamma and beta of each
        /// channel.
        ///
        /// @param pixels elements of a channel
        record Normalise(Normalisation kernel, int pixels) implements Function {}
    }

    /// One input of an operation.
    ///
    /// @param value the input
    /// @param map for each element of the result its element of the input; null if they are the same, or if there is
    ///   but one
    @SuppressWarnings("ArrayRecordComponent") // made once, never handed out
    record Operand(Value value, int @Nullable [] map) {
        boolean isNumber() {
            return !value.blocked && value.size == 1;
        }
    }

    private record Instruction(Function function, List<Operand> operands, Value result) {}

    static Strips of(Elementwise kernels, Function function, List<Operand> operands, Value result) {
        return new Strips(kernels, result, List.of(new Instruction(function, operands, result)));
    }

    /// This chain and the next as one, or null if they do not go together.
    @Nullable Strips then(Strips next) {
        boolean fits = instructions.size() + next.instructions.size() <= LONGEST;
        if (!fits || like.blocked != next.like.blocked || like.size != next.like.size || !sameSamples(next)) {
            return null;
        }
        List<Value> written = writes();
        for (Instruction instruction : next.instructions) {
            for (Operand operand : instruction.operands) {
                // A strip must not read other elements of a result than those of the strip itself.
                boolean other = operand.map != null || (operand.isNumber() && like.size > 1);
                if (other && contains(written, operand.value)) {
                    return null;
                }
            }
        }
        List<Instruction> both = new ArrayList<>(instructions);
        both.addAll(next.instructions);
        return new Strips(kernels, like, both);
    }

    /// Two steps as one chain, or null if they do not go together.
    static @Nullable Step joined(@Nullable Step a, @Nullable Step b) {
        if (a instanceof Blocks(Strips first) && b instanceof Blocks(Strips second)) {
            Strips both = first.then(second);
            return both == null ? null : new Blocks(both);
        }
        if (a instanceof Rows(Strips first) && b instanceof Rows(Strips second)) {
            Strips both = first.then(second);
            return both == null ? null : new Rows(both);
        }
        return null;
    }

    /// This chain, and at the end of each strip what it stores in parameters.
    ///
    /// @param stores results of this chain and where they go
    /// @param zero the number 0, which makes +0 of -0: parameters hold one zero
    Strips storing(List<Stores.Store> stores, Value zero) {
        List<Instruction> more = new ArrayList<>(instructions);
        for (Stores.Store store : stores) {
            List<Operand> sum = List.of(new Operand(store.from(), null), new Operand(zero, null));
            more.add(new Instruction(new Function.Two(Elementwise.Binary.ADD), sum, store.to()));
        }
        return new Strips(kernels, like, more);
    }

    /// Whether each element of the result depends on no other element of these external arrays than its own.
    boolean readsInPlace(Set<Integer> externals) {
        return instructions.stream()
                .flatMap(instruction -> instruction.operands.stream())
                .filter(operand -> operand.value.place() == Value.Place.EXTERNAL)
                .filter(operand -> externals.contains(operand.value.storage.at))
                .allMatch(operand -> operand.map == null && operand.value.size == like.size);
    }

    private boolean sameSamples(Strips next) {
        return !like.blocked || like.shape.dim(0) == next.like.shape.dim(0);
    }

    private static boolean contains(List<Value> values, Value value) {
        return values.stream().anyMatch(other -> other.storage == value.storage);
    }

    List<Value> reads() {
        List<Value> reads = new ArrayList<>();
        List<Value> written = writes();
        for (Instruction instruction : instructions) {
            for (Operand operand : instruction.operands) {
                if (!contains(written, operand.value)) {
                    reads.add(operand.value);
                }
            }
        }
        return reads;
    }

    List<Value> writes() {
        return instructions.stream().map(Instruction::result).toList();
    }

    /// Whether a result may lie where an input lies: nothing reads the input in another order, or after the result is
    /// written.
    private boolean canReplace(Value input, Value result) {
        if (contains(writes(), input) || input.size != like.size || result.size != like.size) {
            return false;
        }
        boolean isWritten = false;
        for (Instruction instruction : instructions) {
            for (Operand operand : instruction.operands) {
                if (operand.value.storage == input.storage && (isWritten || operand.map != null)) {
                    return false;
                }
            }
            isWritten |= instruction.result.storage == result.storage;
        }
        return true;
    }

    /// One strip per result that stays inside, and three to repeat smaller operands in.
    int scratch() {
        return (instructions.size() + 3) * STRIP;
    }

    private void run(Site site, int block, int from, int to) {
        int step = STRIP / like.lanes();
        for (int at = from; at < to; at += step) {
            int end = Math.min(to, at + step);
            for (int i = 0; i < instructions.size(); i++) {
                run(site, block, instructions.get(i), at, end);
            }
        }
    }

    private void run(Site site, int block, Instruction instruction, int from, int to) {
        List<Operand> in = instruction.operands;
        int n = (to - from) * like.lanes();
        float[] y = site.array(instruction.result);
        int yo = strip(site, block, instruction.result, from);
        Operand a = in.getFirst();
        int ao = operand(site, block, a, 0, from, to);
        switch (instruction.function) {
            case Function.Same() -> {
                if (a.isNumber()) {
                    Arrays.fill(y, yo, yo + n, array(site, a)[ao]);
                } else {
                    System.arraycopy(array(site, a), ao, y, yo, n);
                }
            }
            case Function.One(Elementwise.Unary f) -> {
                if (a.isNumber() && n > 1) {
                    Arrays.fill(y, yo, yo + n, array(site, a)[ao]);
                    kernels.unary(f, y, yo, y, yo, n);
                } else {
                    kernels.unary(f, array(site, a), ao, y, yo, n);
                }
            }
            case Function.Two(Elementwise.Binary f) -> {
                Operand b = in.get(1);
                int bo = operand(site, block, b, 1, from, to);
                kernels.binary(f, array(site, a), ao, stride(a), array(site, b), bo, stride(b), y, yo, n);
            }
            case Function.Normalise normalise -> normalise(site, normalise, in, ao, y, yo, from, to);
            case Function.Three(Elementwise.Ternary f) -> {
                Operand b = in.get(1);
                Operand c = in.get(2);
                int bo = operand(site, block, b, 1, from, to);
                int co = operand(site, block, c, 2, from, to);
                kernels.ternary(
                        f,
                        array(site, a),
                        ao,
                        stride(a),
                        array(site, b),
                        bo,
                        stride(b),
                        array(site, c),
                        co,
                        stride(c),
                        y,
                        yo,
                        n);
            }
        }
    }

    /// Channel by channel: a strip may begin and end within one.
    private static void normalise(
            Site site, Function.Normalise function, List<Operand> in, int xo, float[] y, int yo, int from, int to) {
        Value mean = in.get(1).value;
        Value inverse = in.get(2).value;
        Value gamma = in.get(3).value;
        Value beta = in.get(4).value;
        int end;
        for (int at = from; at < to; at = end) {
            int channel = at / function.pixels;
            end = Math.min(to, (channel + 1) * function.pixels);
            int offset = (at - from) * Kernels.LANES;
            function.kernel.normalise(
                    array(site, in.getFirst()),
                    xo + offset,
                    1,
                    end - at,
                    site.array(mean),
                    site.at(mean) + channel,
                    site.array(inverse),
                    site.at(inverse) + channel,
                    site.array(gamma),
                    site.at(gamma) + channel,
                    site.array(beta),
                    site.at(beta) + channel,
                    y,
                    yo + offset);
        }
    }

    private static int stride(Operand operand) {
        return operand.isNumber() ? 0 : 1;
    }

    private static float[] array(Site site, Operand operand) {
        return operand.map == null ? site.array(operand.value) : site.scratchArray();
    }

    /// Where a value's elements from `from` on lie: in memory, or in its strip of scratch.
    private int strip(Site site, int block, Value value, int from) {
        if (value.place() == Value.Place.NOWHERE) {
            return site.scratch() + (3 + index(value)) * STRIP;
        }
        return start(site, block, value) + from * like.lanes();
    }

    private static int start(Site site, int block, Value value) {
        return value.blocked ? site.at(value, block) : site.at(value);
    }

    private int index(Value value) {
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).result.storage == value.storage) {
                return i;
            }
        }
        throw new IllegalStateException("a strip reads " + value.shape + ", which is neither placed nor its own");
    }

    /// Where an operand's elements from `from` on lie, after repeating a smaller one into scratch.
    private int operand(Site site, int block, Operand operand, int number, int from, int to) {
        int[] map = operand.map;
        if (operand.isNumber() && operand.value.place() != Value.Place.NOWHERE) {
            return site.at(operand.value);
        }
        if (map == null) {
            return strip(site, block, operand.value, from);
        }
        float[] source = site.array(operand.value);
        float[] scratch = site.scratchArray();
        int start = start(site, block, operand.value);
        int at = site.scratch() + number * STRIP;
        int lanes = like.lanes();
        for (int element = from; element < to; element++) {
            int target = at + (element - from) * lanes;
            if (operand.value.blocked) {
                System.arraycopy(source, start + map[element] * Kernels.LANES, scratch, target, lanes);
            } else {
                float value = source[start + map[element]];
                for (int lane = 0; lane < lanes; lane++) {
                    scratch[target + lane] = value;
                }
            }
        }
        return at;
    }

    /// A chain on blocks.
    record Blocks(Strips strips) implements Step.Map {
        @Override
        public List<Value> reads() {
            return strips.reads();
        }

        @Override
        public List<Value> writes() {
            return strips.writes();
        }

        @Override
        public int scratch() {
            return strips.scratch();
        }

        @Override
        public boolean divides() {
            return true;
        }

        @Override
        public boolean canReplace(Value input, Value result) {
            return strips.canReplace(input, result);
        }

        @Override
        public void run(Site site) {
            int from = site.from(strips.like.elements(), STRIP / Kernels.LANES);
            int to = site.to(strips.like.elements(), STRIP / Kernels.LANES);
            for (int block = site.first; block < site.first + site.count; block++) {
                strips.run(site, block, from, to);
            }
        }
    }

    /// A chain on row-major values.
    record Rows(Strips strips) implements Step.Shared {
        @Override
        public List<Value> reads() {
            return strips.reads();
        }

        @Override
        public List<Value> writes() {
            return strips.writes();
        }

        @Override
        public int scratch() {
            return strips.scratch();
        }

        @Override
        public int elements() {
            return strips.like.elements();
        }

        @Override
        public void run(Site site, int from, int to) {
            strips.run(site, 0, from, to);
        }
    }
}
