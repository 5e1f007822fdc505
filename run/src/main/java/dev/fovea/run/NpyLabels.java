package dev.fovea.run;

import dev.fovea.data.ClassNames;
import dev.fovea.data.DataException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Labels in an array: class numbers of any number type, one-hot rows, or texts.
///
/// @param names the classes of texts; empty for class numbers
/// @param numbers one per sample
@SuppressWarnings("ArrayRecordComponent") // handed over to a set
record NpyLabels(List<String> names, int[] numbers) {
    static NpyLabels read(NpyReader array) throws IOException {
        List<Integer> shape = array.head().shape();
        long count = array.head().count();
        boolean flat = shape.stream().filter(size -> size != 1).count() <= 1;
        if ((!flat && shape.size() != 2) || count > Integer.MAX_VALUE) {
            throw new DataException(
                    "reading "
                            + array.what()
                            + ": its shape is "
                            + array.head()
                            + "; expected a label for each sample");
        }
        if (array.head().kind() == 'U' || array.head().kind() == 'S') {
            return ofTexts(array.texts());
        }
        return flat ? ofNumbers(array, (int) count) : ofHot(array);
    }

    private static NpyLabels ofTexts(String[] texts) {
        TreeSet<String> sorted = new TreeSet<>(ClassNames::compare);
        sorted.addAll(Arrays.asList(texts));
        List<String> names = new ArrayList<>(sorted);
        return new NpyLabels(names, Arrays.stream(texts).mapToInt(names::indexOf).toArray());
    }

    private static NpyLabels ofNumbers(NpyReader array, int count) throws IOException {
        int[] numbers = new int[count];
        array.numbers((place, value) -> {
            if (value != StrictMath.rint(value) || value < 0 || value > CsvImages.MAXIMUM_LABEL) {
                throw new DataException(
                        "reading "
                                + array.what()
                                + ": element "
                                + array.index(place)
                                + " is "
                                + value
                                + "; expected a class number from 0 to "
                                + CsvImages.MAXIMUM_LABEL);
            }
            numbers[(int) place] = (int) value;
        });
        return new NpyLabels(List.of(), numbers);
    }

    private static NpyLabels ofHot(NpyReader array) throws IOException {
        int samples = array.head().shape().getFirst();
        int[] numbers = new int[samples];
        Arrays.fill(numbers, -1);
        long[] strides = array.head().strides();
        int classes = array.head().shape().get(1);
        array.numbers((place, value) -> {
            int sample = (int) (place / strides[0] % samples);
            if (value == 1 && numbers[sample] < 0) {
                numbers[sample] = (int) (place / strides[1] % classes);
            } else if (value != 0) {
                throw new DataException(
                        "reading "
                                + array.what()
                                + ": element "
                                + array.index(place)
                                + " is "
                                + value
                                + "; expected one 1 in each row, and 0 else");
            }
        });
        for (int sample = 0; sample < samples; sample++) {
            if (numbers[sample] < 0) {
                throw new DataException(
                        "reading " + array.what() + ": row " + sample + " has no 1; expected the class of each sample");
            }
        }
        return new NpyLabels(List.of(), numbers);
    }
}
