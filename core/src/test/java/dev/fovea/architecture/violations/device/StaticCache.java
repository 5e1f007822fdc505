package dev.fovea.architecture.violations.device;

import java.util.concurrent.ConcurrentHashMap;

final class StaticCache {
    static final ConcurrentHashMap<String, Integer> CACHE = new ConcurrentHashMap<>();
}
