package dev.fovea.cli;

/// What help says about data.
final class DataHelp {
    /// What may stand for DATA.
    static final String DATA =
            "mnist, fashion-mnist, digits, a CSV file, a folder of IDX files, or a folder or zip archive with a folder of"
                    + " pictures for each class.";

    private DataHelp() {}
}
