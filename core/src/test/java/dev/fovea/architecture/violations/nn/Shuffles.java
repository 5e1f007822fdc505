package dev.fovea.architecture.violations.nn;

import java.util.Collections;
import java.util.List;

final class Shuffles {
    void mix(List<String> list) {
        Collections.shuffle(list);
    }
}
