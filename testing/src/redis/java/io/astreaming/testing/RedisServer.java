package io.astreaming.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Redis of a test, on a free port of this machine, with a log on disk that survives {@link #kill}. */
@SuppressWarnings("try") // waits until the process has ended
public final class RedisServer implements AutoCloseable {
    private static final String LOG = "appendonlydir";

    private final Path folder;
    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(Path folder, int port, List<String> options) throws Exception {
        this.folder = folder;
        this.port = port;
        this.options = options;
        start();
    }

    /** Starts a server; the test is skipped, and says so, where no Redis is installed. */
    public static RedisServer start(Path folder, String... options) throws Exception {
        assumeTrue(isInstalled(), "redis-server isn't installed: NOT tested with Redis");
        return new RedisServer(Files.createDirectories(folder), freePort(), List.of(options));
    }

    /** Returns whether this machine has a Redis. */
    public static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "redis-server")));
    }

    /** Starts three servers that are a cluster, each with a third of the slots. */
    public static List<RedisServer> startCluster(Path folder) throws Exception {
        List<RedisServer> servers = new ArrayList<>();
        List<String> create = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
        for (int i = 0; i < 3; i++) {
            String bus = Integer.toString(freePort());
            servers.add(start(
                    folder.resolve("server" + i),
                    "--cluster-enabled",
                    "yes",
                    "--cluster-port",
                    bus,
                    "--cluster-node-timeout",
                    "5000"));
            create.add("127.0.0.1:" + servers.get(i).port);
        }
        create.add("--cluster-yes");
        run(create);
        for (RedisServer server : servers) {
            Await.until(() -> server.command("cluster", "info").contains("cluster_state:ok"));
        }
        return servers;
    }

    /** Starts a Sentinel that promotes a replica of {@code master}, its name, a second after that is away. */
    public static RedisServer startSentinel(Path folder, RedisServer master) throws Exception {
        Path settings = Files.createDirectories(folder).resolve("sentinel.conf");
        Files.writeString(
                settings,
                "sentinel monitor master 127.0.0.1 " + master.port + " 1\n"
                        + "sentinel down-after-milliseconds master 1000\n"
                        + "sentinel failover-timeout master 3000\n");
        return start(folder, settings.toString(), "--sentinel");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Starts the server, again after it was killed. */
    public void start() throws Exception {
        launch();
        awaitPing("+");
    }

    private void awaitPing(String beginning) throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!ping().startsWith(beginning)) {
            if (System.nanoTime() > limit || !process.isAlive()) {
                throw new IllegalStateException(
                        "redis-server doesn't start:\n" + Files.readString(folder.resolve("redis.log")));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private String ping() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    /** Starts the server, which takes 0.3 s for each key that it loads, and serves nobody until then. */
    public void startSlowly() throws Exception {
        launch("--key-load-delay", "300000", "--loading-process-events-interval-bytes", "1024");
        awaitPing("-LOAD");
    }

    private void launch(String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-server"));
        boolean hasSettings = !options.isEmpty() && !options.get(0).startsWith("--"); // a file comes first
        command.addAll(options.subList(0, hasSettings ? 1 : 0));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(List.of("--save", "", "--appendonly", "yes"));
        command.addAll(options.subList(hasSettings ? 1 : 0, options.size()));
        command.addAll(List.of(more));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    /** Sends a command with redis-cli, and returns what it prints. */
    public String command(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
        command.addAll(List.of(words));
        return run(command);
    }

    private static String run(List<String> command) throws Exception {
        Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
        cli.getOutputStream().close();
        String printed = new String(cli.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!cli.waitFor(20, TimeUnit.SECONDS) || cli.exitValue() != 0) {
            cli.destroyForcibly();
            throw new IllegalStateException(command + " failed: " + printed);
        }
        return printed.strip();
    }

    /** Stops the process in the middle of what it does, until {@link #resume}. */
    public void pause() throws Exception {
        run(List.of("kill", "-STOP", Long.toString(pid())));
    }

    public void resume() throws Exception {
        run(List.of("kill", "-CONT", Long.toString(pid())));
    }

    public void kill() throws Exception {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    /** Keeps what the killed server has, for {@link #restoreLog}. */
    public void saveLog() throws IOException {
        copy(folder.resolve(LOG), folder.resolve("saved"));
    }

    /** Gives the killed server what was saved, as if a replica that lagged behind were promoted. */
    public void restoreLog() throws IOException {
        copy(folder.resolve("saved"), folder.resolve(LOG));
    }

    /** Loses everything that the killed server has. */
    public void forgetLog() throws IOException {
        empty(folder.resolve(LOG));
    }

    private static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> old = Files.list(folder)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        empty(to);
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
