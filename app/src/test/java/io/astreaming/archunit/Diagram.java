package io.astreaming.archunit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The diagram of the packages: its components are named after packages, without {@code io.astreaming} before them. */
final class Diagram {
    static final Path PICTURE = ChatArchitecture.DIAGRAM.resolveSibling("architecture.svg");

    private static final Pattern COMPONENT =
            Pattern.compile("(?m)^\\s*\\[([\\w.]+)] <<(?:io\\.)?(?:astreaming\\.)?\\1>>$");
    private static final Pattern ARROW = Pattern.compile("(?m)^\\[([\\w.]+)] --> \\[([\\w.]+)]$");

    private final String source;
    private final Map<String, Set<String>> allowed = new TreeMap<>();
    private final Map<String, Set<String>> drawn = new TreeMap<>();

    private Diagram(String source) {
        this.source = source;
        for (Matcher component = COMPONENT.matcher(source); component.find(); ) {
            allowed.put(component.group(1), new TreeSet<>());
        }
        int hidden = source.indexOf("!ifdef");
        for (Matcher arrow = ARROW.matcher(source); arrow.find(); ) {
            allowed.get(arrow.group(1)).add(arrow.group(2));
            if (arrow.start() < hidden) {
                drawn.computeIfAbsent(arrow.group(1), from -> new TreeSet<>()).add(arrow.group(2));
            }
        }
    }

    static Diagram read() {
        try {
            return new Diagram(Files.readString(ChatArchitecture.DIAGRAM));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The package that a component stands for. */
    static String packageOf(String component) {
        return component.equals("astreaming") ? "io.astreaming" : "io.astreaming." + component;
    }

    Set<String> packages() {
        return allowed.keySet();
    }

    Set<String> uses(String name) {
        return allowed.get(name);
    }

    Map<String, Set<String>> drawn() {
        return drawn;
    }

    boolean reaches(String from, String to) {
        return uses(from).contains(to) || uses(from).stream().anyMatch(next -> reaches(next, to));
    }

    /** What a picture carries that was drawn from this source. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return "drawn from architecture.puml, SHA-256 " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Draws the picture with PlantUML, which only the build's profile for that has. */
    void draw() throws IOException, ReflectiveOperationException {
        Class<?> formats = Class.forName("net.sourceforge.plantuml.FileFormat");
        Class<?> options = Class.forName("net.sourceforge.plantuml.FileFormatOption");
        Object svg = options.getConstructor(formats, boolean.class)
                .newInstance(formats.getField("SVG").get(null), false);
        Class<?> reader = Class.forName("net.sourceforge.plantuml.SourceStringReader");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.getMethod("outputImage", OutputStream.class, options)
                .invoke(reader.getConstructor(String.class).newInstance(source), out, svg);
        String picture = out.toString(StandardCharsets.UTF_8);
        Files.writeString(
                PICTURE,
                picture.substring(0, picture.lastIndexOf("</svg>")) + "<!-- " + fingerprint() + " --></svg>\n");
    }
}
