package dev.fovea.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An HTTP server on this machine whose answers a test writes byte by byte, broken ones included.
final class FileServer implements AutoCloseable {
    /// What came: the path and the headers, names in lower case.
    record Request(String path, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// Writes the answer to a request; afterwards the connection is closed.
    interface Answer {
        void write(Request request, OutputStream out) throws IOException;
    }

    final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket socket;
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    FileServer(Answer answer) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(answer));
    }

    URI folder(String name) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/" + name + "/");
    }

    private void serve(Answer answer) {
        while (true) {
            try {
                Socket connection = socket.accept();
                threads.add(Thread.ofVirtual().start(() -> answer(connection, answer)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection, Answer answer) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String path = in.readLine().split(" ")[1];
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
            Request request = new Request(path, headers);
            requests.add(request);
            answer.write(request, connection.getOutputStream());
        } catch (IOException gone) {
            if (!connection.isClosed()) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    static void head(OutputStream out, String status, String... headers) throws IOException {
        String text =
                "HTTP/1.1 "
                        + status
                        + "\r\nConnection: close\r\n"
                        + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
                        + "\r\n";
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.forEach(Thread::interrupt);
    }
}
