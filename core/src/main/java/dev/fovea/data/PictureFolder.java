package dev.fovea.data;

import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// A folder, or a zip archive, with a folder of pictures for each class.
///
/// - Folders `train` and `test` (also `training`, `testing`, or, without a `test`, `val`, `valid`, `validation`) are
///   parts with the folders of classes in them. Folders around all of it are skipped.
/// - The classes are the names of the folders, numbers by their values and before words.
/// - Pictures that lie in no folder have no class.
/// - PNG, JPEG, GIF and BMP files count, by their endings; others and hidden ones are left out. Each may have a size
///   and colour model of its own: see [ImageFiles].
///
/// Pictures are decoded by all processors; the result is the same with any number. Nothing is written to disk.
public final class PictureFolder {
    /// The longer side of images at most, where nobody says another size.
    public static final int LONGEST_SIDE = 96;

    private static final int CHUNK = 64;

    private final Path root;
    private final String name;
    private final PictureLayout layout;
    private @Nullable ImageSize suited;

    /// Decoded pictures, where they were few and small enough to be kept: first those to train on, then those to test.
    private Image @Nullable [] kept;

    private PictureFolder(Path root, PictureLayout layout) {
        this.root = root;
        String last = root.toAbsolutePath().normalize().getFileName().toString();
        this.name = Files.isDirectory(root) ? last : last.replaceFirst("(?i)\\.zip$", "");
        this.layout = layout;
    }

    /// Lists the pictures.
    ///
    /// @param root a folder or a zip archive
    /// @return the pictures, not yet decoded
    /// @throws DataException if there are none, or the archive is damaged or leads out of itself
    /// @throws IOException if it cannot be read
    public static PictureFolder open(Path root) throws IOException {
        try (FileTree tree = FileTree.open(root)) {
            return new PictureFolder(root, PictureLayout.of(root, tree.names()));
        }
    }

    /// The name of the folder.
    ///
    /// @return without the ending `.zip`
    public String name() {
        return name;
    }

    /// Where the pictures are.
    ///
    /// @return the folder or archive
    public Path root() {
        return root;
    }

    /// The names of the pictures' files, those to train on before those to test on.
    ///
    /// @return paths below the folder
    public List<String> files() {
        List<String> names = new ArrayList<>();
        all().forEach(file -> names.add(file.name()));
        return names;
    }

    /// How many pictures are to be trained on, or are there where there are no parts.
    ///
    /// @return the first so many of [#files]
    public int trainSize() {
        return layout.train().size();
    }

    /// How many files are no pictures by their names.
    ///
    /// @return files that are left out
    public int otherFiles() {
        return layout.others();
    }

    /// How many pictures are in a part for validation beside both others, which is not read.
    ///
    /// @return pictures that are left out
    public int leftOut() {
        return layout.leftOut();
    }

    /// The size that images get where nobody says another: the lower median of the pictures' heights and of their
    /// widths, made smaller in proportion so that the longer is at most [#LONGEST_SIDE]; grey if all pictures are.
    ///
    /// @return channels, height and width
    /// @throws DataException if a picture is damaged
    /// @throws IOException if one cannot be read
    public ImageSize suitedSize() throws IOException {
        ImageSize known = suited;
        if (known == null) {
            known = survey();
            suited = known;
        }
        return known;
    }

    private ImageSize survey() throws IOException {
        int count = all().size();
        int[] heights = new int[count];
        int[] widths = new int[count];
        boolean[] grey = new boolean[count];
        Image[] images = new Image[count];
        long room = Runtime.getRuntime().maxMemory() / 4;
        AtomicLong used = new AtomicLong();
        decode((index, picture) -> {
            heights[index] = picture.height();
            widths[index] = picture.width();
            grey[index] = picture.isGrey();
            if (used.addAndGet((long) picture.channels() * picture.height() * picture.width() + 64) < room) {
                images[index] = picture;
            }
        });
        if (used.get() < room) {
            kept = images;
        }
        Arrays.sort(heights);
        Arrays.sort(widths);
        int height = heights[(count - 1) / 2];
        int width = widths[(count - 1) / 2];
        int longer = Math.max(height, width);
        if (longer > LONGEST_SIDE) {
            height = Math.max(1, (2 * height * LONGEST_SIDE + longer) / (2 * longer));
            width = Math.max(1, (2 * width * LONGEST_SIDE + longer) / (2 * longer));
        }
        boolean allGrey = true;
        for (boolean one : grey) {
            allGrey &= one;
        }
        return new ImageSize(allGrey ? 1 : 3, height, width);
    }

    /// Reads all pictures.
    ///
    /// @param size of the images
    /// @param form gives a picture of any size and colour that size, such as `preparation::image`
    /// @return training and test samples, or all
    /// @throws DataException if a picture is damaged, or there are too many
    /// @throws IOException if one cannot be read
    public Parts read(ImageSize size, UnaryOperator<Image> form) throws IOException {
        long bytes = (long) all().size() * size.bytes();
        if (bytes > Dataset.MAXIMUM_BYTES) {
            throw new DataException(
                    "reading "
                            + all().size()
                            + " pictures from "
                            + root
                            + " as images of "
                            + size
                            + ": that is "
                            + bytes
                            + " bytes; at most "
                            + Dataset.MAXIMUM_BYTES
                            + " fit into one set; make the images smaller");
        }
        byte[] train = new byte[layout.train().size() * size.bytes()];
        byte[] test = new byte[layout.test().size() * size.bytes()];
        decode((index, picture) -> {
            boolean first = index < trainSize();
            Image image = form.apply(picture);
            if (image.channels() != size.channels()
                    || image.height() != size.height()
                    || image.width() != size.width()) {
                throw new IllegalArgumentException(
                        "reading pictures as images of " + size + ": the form gave " + image + "; expected that size");
            }
            image.copyTo(first ? train : test, (first ? index : index - trainSize()) * size.bytes());
        });
        Dataset trained = dataset(layout.train(), size, train);
        return new Parts(trained, layout.test().isEmpty() ? null : dataset(layout.test(), size, test));
    }

    private Dataset dataset(List<PictureLayout.File> files, ImageSize size, byte[] pixels) {
        if (layout.classNames().isEmpty()) {
            return Dataset.unlabelled(name, root.toString(), size, pixels);
        }
        int[] labels = files.stream().mapToInt(PictureLayout.File::label).toArray();
        return Dataset.of(new Description(name, root.toString(), layout.classNames()), size, pixels, labels);
    }

    private List<PictureLayout.File> all() {
        List<PictureLayout.File> all = new ArrayList<>(layout.train());
        all.addAll(layout.test());
        return all;
    }

    /// Takes a decoded picture.
    private interface Taker {
        void take(int index, Image picture);
    }

    /// Decodes every picture and hands it over, in any order, on many threads. Of several damaged ones the first is
    /// reported.
    private void decode(Taker taker) throws IOException {
        List<PictureLayout.File> files = all();
        Image[] decoded = kept;
        try (FileTree tree = FileTree.open(root)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int from = 0; from < files.size(); from += CHUNK) {
                int first = from;
                int end = Math.min(files.size(), from + CHUNK);
                tasks.add(() -> {
                    for (int i = first; i < end; i++) {
                        String file = files.get(i).name();
                        Image picture =
                                decoded == null ? ImageFiles.decode(tree.read(file), tree.describe(file)) : decoded[i];
                        taker.take(i, picture);
                    }
                    return true;
                });
            }
            runAll(tasks);
        }
    }

    private static void runAll(List<Callable<Boolean>> tasks) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService executor =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("fovea-pictures-", 0).factory())) {
            for (Future<Boolean> done : executor.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof IOException wrong) {
                throw wrong;
            }
            if (cause instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("reading pictures failed: " + cause, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reading pictures was interrupted", interrupted);
        }
    }
}
