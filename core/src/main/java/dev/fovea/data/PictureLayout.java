package dev.fovea.data;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// What the folders of pictures mean: parts, classes, or nothing.
///
/// @param classNames the classes, from the names of folders; empty where the pictures lie in no folders
/// @param train the pictures to train on, or all
/// @param test the pictures to test on; empty where there is no such part
/// @param leftOut how many pictures are in a third part, which is not read
/// @param others how many files are no pictures by their names
record PictureLayout(List<String> classNames, List<File> train, List<File> test, int leftOut, int others) {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".jpe", ".gif", ".bmp");
    private static final List<String> TRAIN = List.of("train", "training");
    private static final List<String> TEST = List.of("test", "testing", "t10k");
    private static final List<String> THIRD = List.of("val", "valid", "validation", "dev");

    /// A picture.
    ///
    /// @param name its path
    /// @param label its class
    record File(String name, int label) {}

    /// Understands the paths of files.
    ///
    /// @param root what messages name
    /// @param names paths, sorted
    static PictureLayout of(Path root, List<String> names) throws DataException {
        List<String> pictures = new ArrayList<>();
        int others = 0;
        for (String name : names) {
            boolean hidden = name.startsWith(".") || name.contains("/.") || name.contains("__MACOSX/");
            if (!hidden && isPicture(name)) {
                pictures.add(name);
            } else if (!hidden) {
                others++;
            }
        }
        if (pictures.isEmpty()) {
            throw new DataException(
                    "reading pictures from "
                            + root
                            + ": it has "
                            + (others == 0 ? "no files" : others + " files but no pictures")
                            + "; expected a folder for each class with PNG, JPEG, GIF or BMP files in it (or the IDX files of"
                            + " images and labels, such as train-images-idx3-ubyte.gz)");
        }
        return understand(root, pictures, common(pictures), others);
    }

    static boolean isPicture(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    /// The folders that all paths begin with, but not those that hold pictures themselves and so are a class.
    private static String common(List<String> paths) {
        String common = "";
        while (true) {
            String first = paths.getFirst();
            int slash = first.indexOf('/', common.length());
            String next = slash < 0 ? common : first.substring(0, slash + 1);
            boolean holds = paths.stream().anyMatch(path -> (FileTree.folder(path) + "/").equals(next));
            if (slash < 0 || holds || !paths.stream().allMatch(path -> path.startsWith(next))) {
                return common;
            }
            common = next;
        }
    }

    private static PictureLayout understand(Path root, List<String> pictures, String common, int others)
            throws DataException {
        List<String> train = new ArrayList<>();
        List<String> test = new ArrayList<>();
        List<String> third = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (String picture : pictures) {
            String inner = picture.substring(common.length());
            int slash = inner.indexOf('/');
            String top = slash < 0 ? "" : inner.substring(0, slash).toLowerCase(Locale.ROOT);
            List<String> part =
                    TRAIN.contains(top) ? train : TEST.contains(top) ? test : THIRD.contains(top) ? third : rest;
            part.add(picture);
        }
        if (train.isEmpty() || !rest.isEmpty()) {
            // Without folders for parts, or with other folders beside them, every folder is a class.
            return classes(root, common, pictures, List.of(), others, 0);
        }
        List<String> tested = test.isEmpty() ? third : test;
        return classes(root, common, train, tested, others, test.isEmpty() ? 0 : third.size());
    }

    private static PictureLayout classes(
            Path root, String common, List<String> train, List<String> test, int others, int leftOut)
            throws DataException {
        boolean parts = !test.isEmpty() || partOf(train.getFirst(), common) != null;
        TreeSet<String> names = new TreeSet<>(ClassNames::compare);
        boolean loose = false;
        for (List<String> part : List.of(train, test)) {
            for (String picture : part) {
                String name = className(picture, common, parts);
                loose |= name.isEmpty();
                names.add(name);
            }
        }
        if (loose && names.size() > 1) {
            throw new DataException(
                    "reading pictures from "
                            + root
                            + ": some lie in folders ("
                            + names.last()
                            + ") and some in none; expected a folder for each class, or no folders");
        }
        List<String> classNames = loose ? List.of() : List.copyOf(names);
        return new PictureLayout(
                classNames,
                files(train, common, parts, classNames),
                files(test, common, parts, classNames),
                leftOut,
                others);
    }

    private static @Nullable String partOf(String picture, String common) {
        int slash = picture.indexOf('/', common.length());
        String top = slash < 0 ? "" : picture.substring(common.length(), slash).toLowerCase(Locale.ROOT);
        return TRAIN.contains(top) ? top : null;
    }

    /// The folders between the part and the picture.
    private static String className(String picture, String common, boolean parts) {
        int from = parts ? picture.indexOf('/', common.length()) + 1 : common.length();
        int end = picture.lastIndexOf('/');
        return end <= from ? "" : picture.substring(from, end);
    }

    private static List<File> files(List<String> names, String common, boolean parts, List<String> classNames) {
        List<File> files = new ArrayList<>();
        for (String name : names) {
            files.add(new File(name, classNames.indexOf(className(name, common, parts))));
        }
        return files;
    }
}
