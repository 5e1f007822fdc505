package dev.fovea.insight.graph;

/// Sizes and colours of the drawing.
final class Style {
    static final double TITLE = 13;
    static final double SMALL = 11;

    /// Inside a box, left and right of its text.
    static final double INSET = 10;

    static final double TITLE_LINE = 26;
    static final double SMALL_LINE = 15;

    /// Between boxes of one card.
    static final double SEAM = 2;

    /// From one card to the next.
    static final double LINK = 34;

    /// Between branches, and from a frame to what it holds.
    static final double GAP = 20;

    static final double FRAME = 12;
    static final double FRAME_HEAD = 24;
    static final double FORK = 18;
    static final double MERGE = 24;
    static final double CORNER = 8;
    static final double MARGIN = 12;

    /// From a line to its label.
    static final double BESIDE = 8;

    /// Plain rules rather than custom properties: image viewers know those.
    static final String CSS =
            """
            .fovea-graph{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            .fovea-graph .page{fill:#fff}
            .fovea-graph .title{font-size:13px;font-weight:600;fill:#14181d}
            .fovea-graph .small{font-size:11px;fill:#424b55}
            .fovea-graph .line{fill:none;stroke:#66707b;stroke-width:1.5}
            .fovea-graph .head{fill:#66707b}
            .fovea-graph .frame{fill:#8090a0;fill-opacity:.07;stroke:#aab3bd;stroke-dasharray:4 3}
            .fovea-graph .box{fill:#f1f3f5;stroke:#868e96}
            .fovea-graph .convolution{fill:#e3effb;stroke:#3b7dc4}
            .fovea-graph .normalisation{fill:#dff3f3;stroke:#2b9393}
            .fovea-graph .activation{fill:#fdf0d9;stroke:#c98a1b}
            .fovea-graph .pooling{fill:#e2f4e6;stroke:#3f9a56}
            .fovea-graph .dense{fill:#efe7fa;stroke:#8257c2}
            .fovea-graph .dropout{fill:#f6f6f6;stroke:#8a8a8a;stroke-dasharray:3 2}
            .fovea-graph .softmax{fill:#fbe5ea;stroke:#c24a6a}
            .fovea-graph .other{fill:#f6efe6;stroke:#94795a}
            .fovea-graph .merge{fill:#fff;stroke:#66707b;stroke-width:1.5}
            @media screen and (prefers-color-scheme:dark){
            .fovea-graph .page{fill:#14171b}
            .fovea-graph .title{fill:#eef1f4}
            .fovea-graph .small{fill:#bac3cc}
            .fovea-graph .line{stroke:#909ba6}
            .fovea-graph .head{fill:#909ba6}
            .fovea-graph .frame{stroke:#5a646e}
            .fovea-graph .box{fill:#2a2f35;stroke:#868e96}
            .fovea-graph .convolution{fill:#16304b;stroke:#5b9bdd}
            .fovea-graph .normalisation{fill:#103838;stroke:#45b3b3}
            .fovea-graph .activation{fill:#40310f;stroke:#d9a441}
            .fovea-graph .pooling{fill:#16361e;stroke:#57b36f}
            .fovea-graph .dense{fill:#32224d;stroke:#a583dc}
            .fovea-graph .dropout{fill:#26292d;stroke:#8c8c8c}
            .fovea-graph .softmax{fill:#481a28;stroke:#de7390}
            .fovea-graph .other{fill:#3a2f22;stroke:#b59a78}
            .fovea-graph .merge{fill:#14171b;stroke:#909ba6}
            }
            """;

    private Style() {}
}
