package dev.fovea.cli;

/// What help says about data and models.
final class DataHelp {
    /// What may stand for DATA.
    static final String DATA =
            "mnist, fashion-mnist, digits, a CSV file, a folder of IDX files, or a folder or zip archive with a folder of"
                    + " pictures for each class.";

    /// What may stand for SPLIT.
    static final String SPLIT =
            "test (the default), train or all. Of data without a test part, test is what the training held out if it had"
                    + " the same data, and otherwise all.";

    /// What may stand for MODEL.
    static final String MODEL = "A checkpoint, or the folder of a run.";

    /// What may stand for COLUMN where there is no model yet.
    static final String NEW_LABEL = "The column of labels in a CSV file; one called label or the like by default.";

    /// What may stand for COLUMN.
    static final String LABEL = "The column of labels in a CSV file; that of the training by default.";

    private DataHelp() {}
}
