package dev.fovea.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.ImageException;
import dev.fovea.image.ImageFiles;
import dev.fovea.image.Resize;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class PictureFolderTest {
    private static final ImageSize SMALL = new ImageSize(1, 2, 2);

    @TempDir Path folder;

    @Test
    void foldersAreClasses() throws IOException {
        picture("set/dog/b.png", 40, 30, 1);
        picture("set/dog/a.png", 20, 30, 2);
        picture("set/cat/x.png", 10, 10, 3);
        Files.writeString(folder.resolve("set/readme.txt"), "hello");
        Files.writeString(folder.resolve("set/cat/.hidden.png"), "no picture");
        PictureFolder pictures = PictureFolder.open(folder.resolve("set"));
        assertThat(pictures.files()).containsExactly("cat/x.png", "dog/a.png", "dog/b.png");
        assertThat(pictures.otherFiles()).isEqualTo(1);
        assertThat(pictures.suitedSize()).isEqualTo(new ImageSize(1, 20, 30));
        Parts parts = read(pictures);
        assertThat(parts.test()).isNull();
        assertThat(parts.train().toString()).isEqualTo("set (3 samples of 1 x 2 x 2, 2 classes)");
        assertThat(parts.train().classNames()).containsExactly("cat", "dog");
        assertThat(parts.train().labels()).containsExactly(0, 1, 1);
        assertThat(parts.train().image(1).value(0, 0, 0)).isEqualTo(2);
    }

    @Test
    void partsAreFoldersAroundClasses() throws IOException {
        for (String third : new String[] {"", "val"}) {
            Path root = folder.resolve("parts" + third);
            for (String name : List.of("Train/10/a", "Train/9/b", "test/9/c", "test/10/d", "test/10/e")) {
                picture(root.getFileName() + "/outer/" + name + ".png", 4, 4, 7);
            }
            if (!third.isEmpty()) {
                picture(root.getFileName() + "/outer/val/9/f.png", 4, 4, 7);
            }
            PictureFolder pictures = PictureFolder.open(root);
            Parts parts = read(pictures);
            assertThat(parts.train().classNames()).containsExactly("9", "10");
            assertThat(parts.train().labels()).containsExactly(1, 0);
            assertThat(parts.test().labels()).containsExactly(1, 1, 0);
            assertThat(pictures.leftOut()).isEqualTo(third.length() / 3);
        }
    }

    @Test
    void withoutATestPartThatForValidationIsTested() throws IOException {
        picture("v/train/a/1.png", 4, 4, 1);
        picture("v/valid/b/1.png", 4, 4, 1);
        Parts parts = read(PictureFolder.open(folder.resolve("v")));
        assertThat(parts.train().classNames()).containsExactly("a", "b");
        assertThat(parts.test().labels()).containsExactly(1);
        picture("t/train/a/1.png", 4, 4, 1);
        picture("t/train/b/1.png", 4, 4, 1);
        Parts alone = read(PictureFolder.open(folder.resolve("t")));
        assertThat(alone.train().classNames()).containsExactly("a", "b");
        assertThat(alone.test()).isNull();
    }

    @Test
    void picturesInNoFolderHaveNoLabels() throws IOException {
        for (int i = 1; i <= 11; i++) {
            picture("flat/" + i + ".png", 3, 3, i);
        }
        PictureFolder pictures = PictureFolder.open(folder.resolve("flat"));
        assertThat(pictures.files()).startsWith("1.png", "2.png", "3.png").endsWith("10.png", "11.png");
        Dataset data = read(pictures).train();
        assertThat(data.labelled()).isFalse();
        assertThat(data.image(10).value(0, 1, 1)).isEqualTo(11);
        picture("flat/class/a.png", 3, 3, 3);
        assertThatThrownBy(() -> PictureFolder.open(folder.resolve("flat")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("some lie in folders (class) and some in none");
    }

    @Test
    void largePicturesAreMadeSmallerInProportionAndColoursAreKept() throws IOException {
        picture("big/a/1.png", 400, 200, 9);
        byte[] red = new byte[3 * 400 * 200];
        Arrays.fill(red, 0, 400 * 200, (byte) 255);
        Files.createDirectories(folder.resolve("big/b"));
        ImageFiles.writePng(Image.of(3, 400, 200, red), folder.resolve("big/b/1.png"));
        PictureFolder pictures = PictureFolder.open(folder.resolve("big"));
        assertThat(pictures.suitedSize()).isEqualTo(new ImageSize(3, 96, 48));
        picture("big/a/2.png", 400, 200, 9);
        Splits splits = Datasets.load(folder.resolve("big").toString());
        assertThat(splits.train().size()).isEqualTo(2);
        assertThat(splits.test().size()).isEqualTo(1);
        assertThat(splits.train().imageSize()).isEqualTo(new ImageSize(3, 96, 48));
    }

    @Test
    void anArchiveIsReadLikeItsFolder() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String name = (i % 3 == 0 ? "train/" : "test/") + i % 4 + "/" + i + ".png";
            picture("many/" + name, 5 + i % 7, 6, i);
            names.add(name);
        }
        Path zip = zip("many.zip", names, folder.resolve("many"));
        Parts unpacked = read(PictureFolder.open(folder.resolve("many")));
        Parts packed = read(PictureFolder.open(zip));
        assertThat(packed.train().hash()).isEqualTo(unpacked.train().hash());
        assertThat(packed.test().hash()).isEqualTo(unpacked.test().hash());
        assertThat(packed.train().name()).isEqualTo("many");
        assertThat(Datasets.load(zip.toString()).train().size()).isEqualTo(50);
    }

    @Test
    void namesThatLeadOutOfAnArchiveAreRefused() throws IOException {
        picture("x.png", 3, 3, 3);
        for (String name : List.of("../x.png", "a/../../x.png", "/etc/x.png", "C:/x.png", "a\\..\\x.png")) {
            Path zip = folder.resolve("slip.zip");
            write(zip, name, Files.readAllBytes(folder.resolve("x.png")));
            assertThatThrownBy(() -> PictureFolder.open(zip))
                    .isInstanceOf(DataException.class)
                    .hasMessage(
                            "reading the archive "
                                    + zip
                                    + ": the name \""
                                    + name
                                    + "\" in it leads out of it; expected names within the archive; do not trust it");
        }
    }

    @Test
    void whatUnpacksToNoEndIsBounded() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.putNextEntry(new ZipEntry("a/bomb.png"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i <= FileTree.MAXIMUM_FILE >> 20; i++) {
                packed.write(zeros);
            }
        }
        assertThat(Files.size(zip)).isLessThan(1 << 20);
        PictureFolder pictures = PictureFolder.open(zip);
        assertThatThrownBy(pictures::suitedSize)
                .isInstanceOf(DataException.class)
                .hasMessage("reading " + zip + "!a/bomb.png: it has more than 268435456 bytes; is it a picture?");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        picture("bad/a/1.png", 4, 4, 1);
        picture("bad/a/2.png", 4, 4, 1);
        byte[] good = Files.readAllBytes(folder.resolve("bad/a/2.png"));
        Files.write(folder.resolve("bad/a/2.png"), Arrays.copyOf(good, 45));
        assertThatThrownBy(() -> read(PictureFolder.open(folder.resolve("bad"))))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(
                        "reading the image " + folder.resolve("bad/a/2.png") + ": its PNG data are damaged");
        Files.writeString(folder.resolve("bad/a/2.png"), "no picture");
        assertThatThrownBy(() -> read(PictureFolder.open(folder.resolve("bad"))))
                .hasMessageContaining(folder.resolve("bad/a/2.png") + ": it begins with the bytes 6e6f207069637475");
        Path zip = folder.resolve("noise.zip");
        Files.write(zip, "PK\003\004 and no more".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> PictureFolder.open(zip))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("noise.zip: it is no zip archive, or damaged or cut short");
    }

    @Test
    void foldersWithoutPicturesAreRefused() throws IOException {
        Files.createDirectories(folder.resolve("empty/a"));
        assertThatThrownBy(() -> PictureFolder.open(folder.resolve("empty")))
                .hasMessageContaining("empty: it has no files; expected a folder for each class");
        Files.writeString(folder.resolve("empty/a/b.txt"), "x");
        assertThatThrownBy(() -> PictureFolder.open(folder.resolve("empty")))
                .hasMessageContaining("empty: it has 1 files but no pictures");
    }

    @Test
    void aFormThatGivesAnotherSizeIsRefused() throws IOException {
        picture("one/a/1.png", 4, 4, 1);
        PictureFolder pictures = PictureFolder.open(folder.resolve("one"));
        assertThatThrownBy(() -> pictures.read(SMALL, image -> image))
                .hasMessageContaining("the form gave 1 x 4 x 4 (channels, height, width); expected that size");
    }

    private static Parts read(PictureFolder pictures) throws IOException {
        return pictures.read(SMALL, image -> Resize.area(image.toGrey(), 2, 2));
    }

    private void picture(String name, int height, int width, int value) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageFiles.writePng(Image.filled(height, width, value), file);
    }

    private Path zip(String target, List<String> names, Path from) throws IOException {
        Path zip = folder.resolve(target);
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(out)) {
            for (String name : names.reversed()) {
                packed.putNextEntry(new ZipEntry("wrapped/" + name));
                packed.write(Files.readAllBytes(from.resolve(name)));
            }
        }
        return zip;
    }

    private static void write(Path zip, String name, byte[] bytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.putNextEntry(new ZipEntry(name));
            packed.write(bytes);
        }
    }
}
