package dev.fovea.data;

import dev.fovea.image.Image;
import dev.fovea.random.Permutation;
import dev.fovea.random.Purpose;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Labelled images in memory: bytes `[samples, channels, height, width]` and one class number each.
///
/// Pixels stay bytes (MNIST's 60,000 take 47 MB); they become floats one batch at a time. A dataset never changes, and
/// a [part][#subset(int\[\])] of one shares its bytes.
public final class Dataset {
    /// The largest number of pixel bytes, what one Java array holds.
    public static final int MAXIMUM_BYTES = Integer.MAX_VALUE - 8;

    /// The label of a sample whose class is not known.
    public static final int NO_LABEL = -1;

    private final String name;
    private final String source;
    private final ImageSize imageSize;
    private final List<String> classNames;
    private final byte[] pixels;
    private final int[] labels;

    /// The sample's place in the arrays, or null where sample `i` is at place `i`.
    private final int @Nullable [] places;

    /// What prepared the pixels, or an empty text where they are as they were stored.
    private final String prepared;

    private volatile @Nullable String hash;

    private Dataset(
            Description description,
            ImageSize imageSize,
            byte[] pixels,
            int[] labels,
            int @Nullable [] places,
            String prepared) {
        this.name = description.name;
        this.source = description.source;
        this.classNames = List.copyOf(description.classNames);
        this.imageSize = imageSize;
        this.pixels = pixels;
        this.labels = labels;
        this.places = places;
        this.prepared = prepared;
    }

    /// What is said about a set.
    ///
    /// @param name its name, such as `mnist`
    /// @param source where it came from: a folder, or how it was made
    /// @param classNames one name per class, in the order of the labels
    public record Description(String name, String source, List<String> classNames) {}

    /// The size of every image of a set.
    ///
    /// @param channels 1 or 3
    /// @param height the number of rows
    /// @param width the number of columns
    public record ImageSize(int channels, int height, int width) {
        /// The number of bytes of one image.
        ///
        /// @return channels times height times width
        public int bytes() {
            return Math.multiplyExact(Math.multiplyExact(channels, height), width);
        }

        @Override
        public String toString() {
            return channels + " x " + height + " x " + width;
        }
    }

    /// Makes a set around arrays that the caller hands over and does not change afterwards.
    ///
    /// @param description name, source and classes
    /// @param imageSize the size of every image
    /// @param pixels bytes `[samples, channels, height, width]`
    /// @param labels one class number per sample, from 0
    /// @return the set
    /// @throws IllegalArgumentException if the arrays do not fit each other or a label has no class name
    public static Dataset of(Description description, ImageSize imageSize, byte[] pixels, int[] labels) {
        if ((long) labels.length * imageSize.bytes() != pixels.length) {
            throw new IllegalArgumentException(
                    "making the set "
                            + description.name
                            + " of "
                            + labels.length
                            + " labels and images of "
                            + imageSize
                            + ": got "
                            + pixels.length
                            + " bytes, expected "
                            + (long) labels.length * imageSize.bytes());
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= description.classNames.size()) {
                throw new IllegalArgumentException(
                        "making the set "
                                + description.name
                                + ": sample "
                                + i
                                + " has label "
                                + labels[i]
                                + ", expected 0 to "
                                + (description.classNames.size() - 1));
            }
        }
        return new Dataset(description, imageSize, pixels, labels, null, "");
    }

    /// Makes a set of images whose classes are not known, such as those that are to be predicted.
    ///
    /// @param name its name
    /// @param source where it came from
    /// @param imageSize the size of every image
    /// @param pixels bytes `[samples, channels, height, width]`
    /// @return the set; it has no classes, and every label is [#NO_LABEL]
    /// @throws IllegalArgumentException if the bytes are no whole number of images
    public static Dataset unlabelled(String name, String source, ImageSize imageSize, byte[] pixels) {
        if (pixels.length % imageSize.bytes() != 0) {
            throw new IllegalArgumentException(
                    "making the set "
                            + name
                            + " of images of "
                            + imageSize
                            + ": got "
                            + pixels.length
                            + " bytes, expected a multiple of "
                            + imageSize.bytes());
        }
        int[] labels = new int[pixels.length / imageSize.bytes()];
        Arrays.fill(labels, NO_LABEL);
        return new Dataset(new Description(name, source, List.of()), imageSize, pixels, labels, null, "");
    }

    /// The name, such as `mnist`.
    ///
    /// @return the name
    public String name() {
        return name;
    }

    /// Where the samples came from.
    ///
    /// @return a folder, or how they were made
    public String source() {
        return source;
    }

    /// The number of samples.
    ///
    /// @return at least 0
    public int size() {
        return places == null ? labels.length : places.length;
    }

    /// The channels of an image.
    ///
    /// @return 1 or 3
    public int channels() {
        return imageSize.channels;
    }

    /// The rows of an image.
    ///
    /// @return the height in pixels
    public int height() {
        return imageSize.height;
    }

    /// The columns of an image.
    ///
    /// @return the width in pixels
    public int width() {
        return imageSize.width;
    }

    /// The size of every image.
    ///
    /// @return channels, height and width
    public ImageSize imageSize() {
        return imageSize;
    }

    /// The names of the classes; label `c` has name `c`.
    ///
    /// @return an unchangeable list
    public List<String> classNames() {
        return classNames;
    }

    /// Whether the samples' classes are known: then there is at least one, and no label is [#NO_LABEL].
    ///
    /// @return false where the set was made without labels
    public boolean labelled() {
        return !classNames.isEmpty();
    }

    /// What made the pixels what they are.
    ///
    /// @return a text that [#preparedAs] was given; empty where they are as they were stored
    public String prepared() {
        return prepared;
    }

    /// The same set, marked as prepared, so that nobody prepares it again.
    ///
    /// @param mark says by what
    /// @return a set that shares this one's bytes
    public Dataset preparedAs(String mark) {
        return new Dataset(description(), imageSize, pixels, labels, places, mark);
    }

    /// Name, source and classes.
    ///
    /// @return as the set was made with
    public Description description() {
        return new Description(name, source, classNames);
    }

    /// The same samples under another name.
    ///
    /// @param newName the name
    /// @return a set that shares this one's bytes
    public Dataset named(String newName) {
        Description renamed = new Description(newName, source, classNames);
        return new Dataset(renamed, imageSize, pixels, labels, places, prepared);
    }

    /// The same samples with the classes of a model, in its order.
    ///
    /// Classes are matched by name. A set whose classes are numbers from 0 without names of their own, as in a CSV
    /// file, takes the wanted names by number, if none of its numbers is beyond them.
    ///
    /// @param wanted the names of the classes
    /// @return a set that shares this one's bytes; this one if it has these classes already
    /// @throws IllegalArgumentException if this set has a class that is not wanted, or no labels
    public Dataset withClassNames(List<String> wanted) {
        return ClassNames.match(this, wanted, null);
    }

    /// The same samples with the classes of a model, in its order; those of other classes get one that is named for
    /// them.
    ///
    /// @param wanted the names of the classes
    /// @param fallback the class of samples whose own is not wanted; one of the wanted
    /// @return a set that shares this one's bytes
    /// @throws IllegalArgumentException if the fallback is not wanted, or this set has no labels
    public Dataset withClassNames(List<String> wanted, String fallback) {
        return ClassNames.match(this, wanted, fallback);
    }

    /// The same samples with other labels.
    Dataset relabelled(List<String> names, int[] numbers) {
        int[] all = labels.clone();
        for (int i = 0; i < size(); i++) {
            all[place(i)] = numbers[label(i)];
        }
        return new Dataset(new Description(name, source, names), imageSize, pixels, all, places, prepared);
    }

    /// The class of a sample.
    ///
    /// @param index the sample, from 0
    /// @return its class number, [#NO_LABEL] where it is not known
    /// @throws IndexOutOfBoundsException if there is no such sample
    public int label(int index) {
        return labels[place(index)];
    }

    /// All labels in order.
    ///
    /// @return a new array
    public int[] labels() {
        int[] all = new int[size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = labels[place(i)];
        }
        return all;
    }

    /// The picture of a sample.
    ///
    /// @param index the sample, from 0
    /// @return its image
    /// @throws IndexOutOfBoundsException if there is no such sample
    public Image image(int index) {
        byte[] copy = new byte[imageSize.bytes()];
        copyPixels(index, copy, 0);
        return Image.of(imageSize.channels, imageSize.height, imageSize.width, copy);
    }

    /// Copies a sample's bytes.
    ///
    /// @param index the sample, from 0
    /// @param target takes `channels * height * width` bytes
    /// @param offset where the first goes
    /// @throws IndexOutOfBoundsException if there is no such sample
    public void copyPixels(int index, byte[] target, int offset) {
        int length = imageSize.bytes();
        System.arraycopy(pixels, place(index) * length, target, offset, length);
    }

    /// Writes a sample's pixels as floats, each through a table of 256.
    ///
    /// @param index the sample, from 0
    /// @param table the value of every byte, such as [dev.fovea.image.PixelScaling#table()]
    /// @param target takes `channels * height * width` floats
    /// @param offset where the first goes
    /// @throws IndexOutOfBoundsException if there is no such sample
    public void copyScaled(int index, float[] table, float[] target, int offset) {
        int length = imageSize.bytes();
        int from = place(index) * length;
        for (int i = 0; i < length; i++) {
            target[offset + i] = table[pixels[from + i] & 0xFF];
        }
    }

    /// Counts the samples of every class.
    ///
    /// @return a new array, by class number; empty where no class is known
    public int[] countsPerClass() {
        int[] counts = new int[classNames.size()];
        for (int i = 0; labelled() && i < size(); i++) {
            counts[labels[place(i)]]++;
        }
        return counts;
    }

    /// Some of the samples, sharing this set's bytes.
    ///
    /// @param indices the samples wanted, in the order wanted
    /// @return the part; its sample `i` is this set's sample `indices[i]`
    /// @throws IndexOutOfBoundsException if an index names no sample
    public Dataset subset(int[] indices) {
        int[] chosen = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosen[i] = place(indices[i]);
        }
        return new Dataset(description(), imageSize, pixels, labels, chosen, prepared);
    }

    /// The first samples.
    ///
    /// @param count how many; all where there are fewer
    /// @return the part
    public Dataset take(int count) {
        return count >= size() ? this : range(0, count);
    }

    /// Neighbouring samples.
    ///
    /// @param from the first sample
    /// @param to the sample after the last
    /// @return the part
    public Dataset range(int from, int to) {
        int[] indices = new int[to - from];
        Arrays.setAll(indices, i -> from + i);
        return subset(indices);
    }

    /// Divides the samples in their order: the first part to train on, the rest to evaluate on.
    ///
    /// @param fraction the part to train on, above 0 and below 1; its count is `round(fraction * size)`
    /// @return both parts
    /// @throws IllegalArgumentException if a part would be empty
    public Splits splitInOrder(double fraction) {
        int first = firstPart(fraction);
        return new Splits(range(0, first), range(first, size()));
    }

    /// Divides the samples at random; each part keeps the order of the samples.
    ///
    /// @param fraction the part to train on, above 0 and below 1; its count is `round(fraction * size)`
    /// @param seed fixes the choice
    /// @return both parts
    /// @throws IllegalArgumentException if a part would be empty
    public Splits splitAtRandom(double fraction, long seed) {
        int first = firstPart(fraction);
        int[] order = new int[size()];
        Permutation.fill(seed, Purpose.SPLIT, 0, order);
        int[] train = Arrays.copyOfRange(order, 0, first);
        int[] test = Arrays.copyOfRange(order, first, order.length);
        Arrays.sort(train);
        Arrays.sort(test);
        return new Splits(subset(train), subset(test));
    }

    private int firstPart(double fraction) {
        long first = Math.round(fraction * size());
        if (!(fraction > 0 && fraction < 1) || first < 1 || first >= size()) {
            throw new IllegalArgumentException(
                    "splitting "
                            + size()
                            + " samples of "
                            + name
                            + " by the fraction "
                            + fraction
                            + ": both parts need a sample; give a fraction between 0 and 1, such as 0.8");
        }
        return (int) first;
    }

    /// The SHA-256 of the decoded data, the same however they were stored: image size, number of samples and of
    /// classes, then each sample's pixels and label in order. Computed at the first call.
    ///
    /// @return 64 hexadecimal digits
    public String hash() {
        String known = hash;
        if (known == null) {
            known = DataHash.of(this);
            hash = known;
        }
        return known;
    }

    /// Name, number of samples, image size and number of classes.
    @Override
    public String toString() {
        String classes = labelled() ? classNames.size() + " classes" : "no labels";
        return name + " (" + size() + " samples of " + imageSize + ", " + classes + ")";
    }

    /// Where a sample lies in the set that this one is a part of: in a CSV file its row.
    ///
    /// @param index the sample, from 0
    /// @return its number there, from 0; the index itself where this set is no part of another
    /// @throws IndexOutOfBoundsException if there is no such sample
    public int place(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(
                    "reading sample " + index + " of " + name + ": it has " + size() + ", numbered from 0");
        }
        return places == null ? index : places[index];
    }
}
