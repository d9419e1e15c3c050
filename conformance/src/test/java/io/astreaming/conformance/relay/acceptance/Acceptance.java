package io.astreaming.conformance.relay.acceptance;

import io.astreaming.testing.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs one of the acceptance tests of the relay against a real Redis, or all: {@code NAME [SCALE]}, where the scale is the part of
 * the wanted number of faults, streams or clients, 1 for all. Prints figures as they come, at last a table of them, and exits with
 * 1 on a miss.
 */
public final class Acceptance {
    /** One test, which adds what it measures. */
    interface Check {
        void run(Path folder, double scale, Figures figures) throws Exception;
    }

    static final Map<String, Check> ALL = all();

    /** How long one check may take. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private Acceptance() {}

    private static Map<String, Check> all() {
        Map<String, Check> all = new LinkedHashMap<>();
        all.put("once", OnceCheck::run);
        all.put("stop", StopCheck::run);
        all.put("storm", StormCheck::run);
        all.put("load", LoadCheck::run);
        all.put("secure", SecureCheck::run);
        all.put("fidelity", FidelityCheck::run);
        all.put("kill", KillCheck::run);
        return all;
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 0 ? "" : arguments[0];
        if (!name.equals("all") && !ALL.containsKey(name)) {
            System.err.println("which one? all, " + String.join(", ", ALL.keySet()));
            System.exit(2);
        }
        if (!RedisServer.isInstalled()) {
            System.err.println("redis-server isn't installed");
            System.exit(2);
        }
        double scale = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
        Map<String, Figures> done = new LinkedHashMap<>();
        for (Map.Entry<String, Check> check : ALL.entrySet()) {
            if (name.equals("all") || name.equals(check.getKey())) {
                System.out.println("== " + check.getKey() + " " + scale);
                done.put(check.getKey(), run(check.getValue(), scale));
            }
        }
        System.out.println("== Summary\n| what | wanted | measured |\n|---|---|---|");
        done.forEach((check, figures) -> {
            System.out.println("| *" + check + " " + scale + "* | | |");
            figures.rows().forEach(System.out::println);
        });
        List<String> misses = done.values().stream()
                .flatMap(figures -> figures.misses().stream())
                .toList();
        System.out.println("== " + misses.size() + " misses");
        misses.forEach(System.out::println);
        System.exit(misses.isEmpty() ? 0 : 1);
    }

    /** A check that fails or takes too long is a miss, and its processes end. */
    static Figures run(Check check, double scale) throws Exception {
        Logger.getLogger("io.lettuce").setLevel(Level.OFF); // says that a server is away, which is the test
        Figures figures = new Figures();
        Path folder = Files.createTempDirectory("relay");
        long start = System.nanoTime();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            thread.submit(() -> {
                        check.run(folder, scale, figures);
                        return true;
                    })
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            figures.add("the check itself", "ends within " + LONGEST.toMinutes() + " minutes", "doesn't end", false);
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        } catch (ExecutionException e) {
            e.printStackTrace();
            figures.add("the check itself", "runs to its end", String.valueOf(e.getCause()), false);
        } finally {
            thread.shutdownNow();
        }
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        figures.add("time", "<= " + LONGEST.toSeconds() + " s", seconds + " s", seconds <= LONGEST.toSeconds());
        return figures;
    }
}
