package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.json.Corpus;
import io.astreaming.port.Payload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The fast reader against the reference reading, over whatever is at hand: recorded streams whole, the same streams with
 * their payloads spoilt, and texts that test JSON parsers. Wherever the fast reader answers, both answers are the same.
 */
class TwoReadersTest {
    private static final String[] PIECES = {
        "\\n",
        "\\u00e9",
        "\\uD83D",
        "\\ude00",
        "\\u12",
        "\\x",
        "\\\"",
        "\"",
        "\\\\",
        "\\",
        "\u0001",
        "\t",
        "\u007f",
        "é",
        "😀",
        "\uFFFD",
        "\uFEFF",
        "\u2028",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        "0",
        "-",
        "1.0",
        "1e2",
        "-0",
        "01",
        "1.",
        "1e",
        "+1",
        "null",
        "nul",
        "true",
        "false",
        "\"\"",
        "[]",
        "{}",
        "\"obfuscation\":\"x\",",
        "\"type\":\"ping\",",
        "\"type\":\"error\",",
        "\"error\":\"x\",",
        "\"error\":{\"message\":\"m\"},",
        "\"object\":\"error\",",
        "\"content\":\"again\",",
        "\"choices\":[],",
        "\"a\":{\"a\":1,\"a\":[null,{}]},",
        "NaN",
        "-Infinity",
        "\"a\":Infinity,",
        "\"7\"",
        "\"text\":\"a\",",
        "\"error\":\"\",",
        "\"base_resp\":{\"status_code\":7},",
        "\"error_code\":\"0\",",
        "\"usage\":{\"total_tokens\":3},",
        "\"thinking\":{\"text\":\"t\"},",
        "\"reasoning\":\"r\",",
        "\"reasoning_details\":[{\"text\":\"d\"}],",
        "\"message\":{\"content\":\"m\",\"usage\":{\"total_tokens\":4}},",
    };

    private static final Pattern FENCED = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    private final Random random = new Random(20260101);
    private final BothReaders both = new BothReaders();

    @Test
    void agreeOnEveryRecordedStream() {
        for (Path stream : Corpus.streams()) {
            both.begin();
            Corpus.payloads(stream).forEach(both::read);
        }
        assertThat(both.read()).isGreaterThan(10_000);
        System.out.printf(
                "The fast reader answered %d of %d recorded payloads, %d of them by a template.%n",
                both.answered(), both.read(), both.filled());
        assertThat((double) both.answered() / both.read()).isGreaterThan(0.9);
        assertThat((double) both.filled() / both.read()).isGreaterThan(0.8);
    }

    /** These lie beside the corpus: a real server's streams, and a trace whose payloads are spread over lines. */
    @Test
    void agreeOnWhatLiesBesideTheCorpus() {
        for (Path stream : Corpus.files("../recordings", ".sse")) {
            both.begin();
            Corpus.payloads(stream).forEach(both::read);
        }
        assertThat(both.filled()).isGreaterThan(500);
        for (Path trace : Corpus.files("../seed", ".md")) {
            both.begin();
            Matcher payloads = FENCED.matcher(Corpus.read(trace));
            while (payloads.find()) {
                assertThat(both.read(Payload.of(payloads.group(1)))).isTrue();
            }
        }
        assertThat(both.answered()).isEqualTo(both.read()).isGreaterThan(700);
    }

    @Test
    void agreeOnWhatTestsJsonParsers() {
        for (Path file : Corpus.files("json", ".json")) {
            byte[] bytes = Corpus.bytes(file);
            both.begin();
            both.read(payload(bytes));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            for (String chunk : List.of(
                    "{\"choices\":[{\"index\":0,\"delta\":{\"content\":%s}}]}",
                    "{\"choices\":[],\"x\":%s}",
                    "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}],\"usage\":{\"total_tokens\":%s}}")) {
                both.read(payload(chunk.replace("%s", text).getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        assertThat(both.answered()).isGreaterThan(100);
    }

    @Test
    void agreeOnPayloadsThatWereSpoilt() {
        List<List<Payload>> streams = streams();
        for (int i = 0; i < 60_000; i++) {
            List<Payload> stream = streams.get(random.nextInt(streams.size()));
            int place = random.nextInt(stream.size());
            if (i % 8 == 0) {
                both.begin();
            }
            both.read(stream.get(place));
            byte[] bytes = stream.get(place).array();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                bytes = spoilt(bytes);
            }
            both.read(payload(bytes));
            both.read(stream.get((place + 1) % stream.size()));
        }
        assertThat(both.answered()).isGreaterThan(100_000);
        assertThat(both.refused()).isGreaterThan(10_000);
    }

    private byte[] spoilt(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {'0'};
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> join(bytes, at, new byte[0], to);
            case 3 -> join(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
            case 4 -> withOtherToken(bytes);
            default -> join(bytes, at, piece(), at);
        };
    }

    /** Puts something in the place of a value, or before a name. */
    private byte[] withOtherToken(byte[] bytes) {
        List<Integer> marks = new ArrayList<>();
        for (int i = 1; i < bytes.length; i++) {
            if ((bytes[i - 1] == ':' || bytes[i - 1] == ',' || bytes[i - 1] == '{' || bytes[i - 1] == '"')) {
                marks.add(i);
            }
        }
        if (marks.isEmpty()) {
            return bytes;
        }
        int at = marks.get(random.nextInt(marks.size()));
        int to = at;
        if (random.nextBoolean()) {
            while (to < bytes.length && bytes[to] != ',' && bytes[to] != '}') {
                to++;
            }
        }
        return join(bytes, at, piece(), to);
    }

    private byte[] piece() {
        if (random.nextInt(8) == 0) {
            byte[] any = new byte[1 + random.nextInt(4)];
            random.nextBytes(any);
            return any;
        }
        return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] bytes, int head, byte[] middle, int tail) {
        byte[] joined = Arrays.copyOf(bytes, head + middle.length + bytes.length - tail);
        System.arraycopy(middle, 0, joined, head, middle.length);
        System.arraycopy(bytes, tail, joined, head + middle.length, bytes.length - tail);
        return joined;
    }

    private static Payload payload(byte[] bytes) {
        byte[] buffer = join(new byte[] {'"', '{', 'x', '}'}, 2, bytes, 2);
        return new Payload(buffer, 2, bytes.length, Payload.MESSAGE, 3, 40);
    }

    /** Every stream with payloads that are short enough to be spoilt often. */
    private static List<List<Payload>> streams() {
        List<List<Payload>> streams = new ArrayList<>();
        for (Path stream : Corpus.streams()) {
            List<Payload> payloads = Corpus.payloads(stream).stream()
                    .filter(payload -> payload.length() < 3_000)
                    .limit(40)
                    .toList();
            if (!payloads.isEmpty()) {
                streams.add(payloads);
            }
        }
        return streams;
    }
}
