package dev.fovea.insight.report;

import dev.fovea.model.Json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A headless Chromium with one page, spoken to by its DevTools protocol over the JDK's WebSocket.
///
/// Rather than Playwright: that would add 200 MB of Node.js to the build for a test of one static page.
final class Browser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<Json>> open = new LinkedHashMap<>();

    /// Requests of the page, and what its console and its script complained about.
    final List<String> requests = new ArrayList<>();

    final List<String> complaints = new ArrayList<>();
    private int next = 1;
    private CompletableFuture<Void> loaded = new CompletableFuture<>();

    /// A browser of this machine, in `CHROMIUM` or `PATH`.
    static Optional<Path> find() {
        String named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return NAMES.stream()
                .flatMap(name ->
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                                .filter(folder -> !folder.isEmpty())
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Browser(Process process, Path profile, URI page) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Listener()).join();
    }

    static Browser start(Path program) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("fovea-chromium");
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--hide-scrollbars",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolve("out.txt").toFile())
                        .start();
        Path port = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!(Files.exists(port) && Files.readAllLines(port).size() > 1)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException(
                        "starting "
                                + program
                                + ": it does not answer; it said "
                                + Files.readString(profile.resolve("out.txt")));
            }
            Thread.sleep(50);
        }
        return new Browser(process, profile, page(Files.readAllLines(port).getFirst()));
    }

    /// The page that is open.
    private static URI page(String port) throws IOException, InterruptedException {
        var request =
                java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
        String body =
                HttpClient.newHttpClient().send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).body();
        return Json.parse(body).items().stream()
                .filter(target -> target.get("type").asText().equals("page"))
                .map(target -> URI.create(target.get("webSocketDebuggerUrl").asText()))
                .findFirst()
                .orElseThrow();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                Json message = Json.parse(text.toString());
                text.setLength(0);
                received(message);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private synchronized void received(Json message) {
        Json id = message.find("id");
        if (id != null) {
            CompletableFuture<Json> answer = open.remove(id.asInt());
            Json error = message.find("error");
            if (error != null) {
                answer.completeExceptionally(new IllegalStateException(error.toString()));
            } else {
                answer.complete(message.get("result"));
            }
            return;
        }
        switch (message.get("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Network.requestWillBeSent" -> requests.add(message.get("params").get("request").get("url").asText());
            case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(message.get("params").toString());
            case "Runtime.consoleAPICalled" -> complaints.add(message.get("params").get("args").toString());
            default -> {
                // Nobody asks for it.
            }
        }
    }

    Json send(String method, Map<String, Object> parameters) throws Exception {
        CompletableFuture<Json> answer = new CompletableFuture<>();
        int id;
        synchronized (this) {
            id = next++;
            open.put(id, answer);
        }
        socket.sendText(Json.of(Map.of("id", id, "method", method, "params", parameters)).toString(), true).join();
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// Opens a file and waits until it is loaded.
    void open(Path file) throws Exception {
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            send(domain + ".enable", Map.of());
        }
        synchronized (this) {
            loaded = new CompletableFuture<>();
            requests.clear();
            complaints.clear();
        }
        send("Page.navigate", Map.of("url", file.toUri().toString()));
        loaded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void size(int width, int height) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /// Asks pages for dark or light, on a screen or on paper.
    void media(String medium, String scheme) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// Runs an expression of JavaScript in the page.
    Json value(String expression) throws Exception {
        Json answer = send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.find("exceptionDetails") != null) {
            throw new IllegalStateException("running " + expression + ": " + answer);
        }
        Json value = answer.get("result").find("value");
        return value == null ? new Json.Null() : value;
    }

    String text(String expression) throws Exception {
        return value("String(" + expression + ")").asText();
    }

    /// Clicks the middle of an element, as a mouse does.
    void click(String selector) throws Exception {
        value("document.querySelector('" + selector + "').scrollIntoView({block:'center',behavior:'instant'})");
        Json place =
                value(
                        "(r=>[r.x+r.width/2,r.y+r.height/2])(document.querySelector('"
                                + selector
                                + "').getBoundingClientRect())");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            place.items().get(0).asDouble(),
                            "y",
                            place.items().get(1).asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /// Presses a key such as `Escape`, `Enter`, `Tab` or `ArrowLeft`.
    void press(String key) throws Exception {
        int code =
                switch (key) {
                    case "Tab" -> 9;
                    case "Enter" -> 13;
                    case "Escape" -> 27;
                    case "ArrowLeft" -> 37;
                    case "ArrowUp" -> 38;
                    case "ArrowRight" -> 39;
                    case "ArrowDown" -> 40;
                    default -> throw new IllegalArgumentException(key);
                };
        for (String type : List.of(key.equals("Enter") ? "keyDown" : "rawKeyDown", "keyUp")) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("type", type);
            event.put("key", key);
            event.put("code", key);
            event.put("windowsVirtualKeyCode", code);
            if (key.equals("Enter")) {
                event.put("text", "\r");
            }
            send("Input.dispatchKeyEvent", event);
        }
    }

    /// The whole page as a picture.
    void screenshot(Path file) throws Exception {
        Json size = send("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, Object> clip =
                Map.of(
                        "x",
                        0,
                        "y",
                        0,
                        "width",
                        size.get("width").asDouble(),
                        "height",
                        size.get("height").asDouble(),
                        "scale",
                        1);
        Json answer =
                send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    /// What is to be seen now, as a picture.
    void view(Path file) throws Exception {
        Json answer = send("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    /// The page on A4.
    void pdf(Path file) throws Exception {
        Json answer =
                send("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69, "preferCSSPageSize", true));
        Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
