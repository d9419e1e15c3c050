package io.astreaming.sse;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ways to cut bytes that every parser must survive. */
final class Pieces {
    private Pieces() {}

    /** Whole, in two pieces at every place, and byte by byte. */
    static Stream<byte[][]> everyWay(byte[] bytes) {
        Stream<byte[][]> inTwo = IntStream.range(0, bytes.length).mapToObj(at ->
                new byte[][] {Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length)});
        return Stream.of(Stream.<byte[][]>of(new byte[][] {bytes}), inTwo, Stream.<byte[][]>of(ofSize(bytes, 1)))
                .flatMap(ways -> ways);
    }

    /** In pieces of one size. */
    static byte[][] ofSize(byte[] bytes, int size) {
        return IntStream.range(0, (bytes.length + size - 1) / size)
                .mapToObj(i -> Arrays.copyOfRange(bytes, i * size, Math.min(bytes.length, (i + 1) * size)))
                .toArray(byte[][]::new);
    }
}
