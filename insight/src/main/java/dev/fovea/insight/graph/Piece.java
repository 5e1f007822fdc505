package dev.fovea.insight.graph;

import java.util.ArrayList;
import java.util.List;

/// A part of the drawing that data enter at the top and leave at the bottom, both on its axis. Lengths are those of the
/// drawing; left and right are distances from the axis.
sealed interface Piece {
    double left();

    double right();

    double height();

    /// Boxes that pass the same shape on, drawn as one.
    ///
    /// @param boxes from the top
    /// @param width that of every box
    record Card(List<Box> boxes, double width) implements Piece {
        @Override
        public double left() {
            return width / 2;
        }

        @Override
        public double right() {
            return width / 2;
        }

        @Override
        public double height() {
            double boxHeights = boxes.stream().mapToDouble(Box::height).sum();
            return boxHeights + (boxes.size() - 1) * Style.SEAM;
        }
    }

    /// A piece and the shape that leaves it.
    record Step(Piece piece, String shape) {}

    /// Pieces below each other; none is a plain line.
    record Series(List<Step> steps) implements Piece {
        static final String IDENTITY = "identity";
        private static final double SHORTEST = 30;

        @Override
        public double left() {
            return steps.stream().mapToDouble(step -> step.piece.left()).max().orElse(CORNER_ROOM);
        }

        @Override
        public double right() {
            double widest = steps.isEmpty() ? labelWidth(IDENTITY) : 0;
            for (Step step : steps) {
                widest = StrictMath.max(widest, StrictMath.max(step.piece.right(), labelWidth(step.shape)));
            }
            return widest;
        }

        @Override
        public double height() {
            double pieces = steps.stream().mapToDouble(step -> step.piece.height()).sum();
            return steps.isEmpty() ? SHORTEST : pieces + (steps.size() - 1) * Style.LINK;
        }

        private static final double CORNER_ROOM = 10;

        private static double labelWidth(String label) {
            return Style.BESIDE + TextWidth.regular(label, Style.SMALL);
        }
    }

    /// What stands in a frame around branches.
    ///
    /// @param title what the layer is
    /// @param name its name in the network
    /// @param merge what brings the branches together
    record Frame(String title, String name, String merge) {
        double headWidth() {
            return TextWidth.bold(title, Style.SMALL) + 8 + TextWidth.regular(name, Style.SMALL);
        }

        double mergeWidth() {
            return StrictMath.ceil(TextWidth.bold(merge, Style.SMALL)) + 2 * Style.INSET;
        }

        /// What the head asks for on the left, so that the line that enters does not run through it.
        double leftOfAxis() {
            return headWidth() + Style.FRAME + 10;
        }
    }

    /// A layer and a way around it, which are added.
    record Around(Frame frame, Series body, Series shortcut) implements Piece {
        @Override
        public double left() {
            return StrictMath.max(body.left() + Style.FRAME, frame.leftOfAxis());
        }

        double shortcutAxis() {
            return StrictMath.max(body.right(), frame.mergeWidth() / 2) + Style.GAP + shortcut.left();
        }

        @Override
        public double right() {
            return shortcutAxis() + shortcut.right() + Style.FRAME;
        }

        double bodyHeight() {
            return StrictMath.max(body.height(), shortcut.height());
        }

        @Override
        public double height() {
            return Style.FRAME_HEAD + Style.FORK + bodyHeight() + Style.LINK + Style.MERGE + Style.FRAME;
        }
    }

    /// Layers side by side, whose outputs are put together.
    record Beside(Frame frame, List<Series> branches) implements Piece {
        public Beside {
            branches = List.copyOf(branches);
        }

        private double branchesWidth() {
            double widths = branches.stream().mapToDouble(branch -> branch.left() + branch.right()).sum();
            return widths + (branches.size() - 1) * Style.GAP;
        }

        /// Where the branches' axes are, seen from that of the whole.
        List<Double> axes() {
            List<Double> axes = new ArrayList<>();
            double x = -branchesWidth() / 2;
            for (Series branch : branches) {
                axes.add(x + branch.left());
                x += branch.left() + branch.right() + Style.GAP;
            }
            return axes;
        }

        private double half() {
            return StrictMath.max(branchesWidth(), frame.mergeWidth()) / 2 + Style.FRAME;
        }

        @Override
        public double left() {
            return StrictMath.max(half(), frame.leftOfAxis());
        }

        @Override
        public double right() {
            return half();
        }

        double branchesHeight() {
            return branches.stream().mapToDouble(Piece::height).max().orElse(0);
        }

        @Override
        public double height() {
            return Style.FRAME_HEAD
                    + 2 * Style.FORK
                    + branchesHeight()
                    + Style.LINK
                    + Style.FORK
                    + Style.MERGE
                    + Style.FRAME;
        }
    }
}
