package io.astreaming.sse;

import io.astreaming.port.Payload;
import java.nio.ByteBuffer;

/**
 * The bytes of an event stream that its decoder still needs: the data of the pending event, and the bytes that it
 * hasn't read yet. Not thread-safe.
 */
final class LineBuffer {
    private static final byte[] NONE = {};
    private static final int SHRINK_ABOVE = 64 << 10;

    /*
     * The data is in [dataStart, dataEnd), already joined, and what is left to read is in [lineStart, end), of which
     * [lineStart, scanned) has no line end. Data is joined in place: a line is always longer than its value, so that
     * there is room for the value and an LF after the data before it. A stream that has nothing left over has no
     * buffer.
     */
    private byte[] bytes = NONE;
    private int dataStart;
    private int dataEnd;
    private int lineStart;
    private int scanned;
    private int end;

    private boolean afterCr;
    private boolean hasData;
    private boolean joined;
    private long dataPosition;
    private long linePosition;

    /** Creates an empty buffer; its first byte will be at this position in the body. */
    LineBuffer(long position) {
        this.linePosition = position;
    }

    /** Adds as many bytes as there is room for, and at least one. */
    void fill(ByteBuffer from) {
        makeRoom();
        int count = Math.min(from.remaining(), bytes.length - end);
        from.get(bytes, end, count);
        end += count;
    }

    /** Returns the array that all indexes refer to. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns the index where the next line begins. */
    int lineStart() {
        return lineStart;
    }

    /** Returns the index after the last byte. */
    int end() {
        return end;
    }

    /** Returns the index where the next line ends, or {@link #end()} if its end hasn't arrived. */
    int findLineEnd() {
        if (afterCr && lineStart < end) {
            afterCr = false;
            if (bytes[lineStart] == '\n') {
                advanceTo(lineStart + 1);
            }
        }
        scanned = LineEndScanner.find(bytes, scanned, end);
        return scanned;
    }

    /** Moves to the line after the one that ends here. */
    void finishLine(int lineEnd) {
        afterCr = bytes[lineEnd] == '\r';
        advanceTo(lineEnd + 1);
    }

    private void advanceTo(int nextLine) {
        linePosition += nextLine - lineStart;
        lineStart = nextLine;
        scanned = nextLine;
    }

    /** Returns the position of a byte in the body. */
    long position(int index) {
        return linePosition + (index - lineStart);
    }

    /** Returns whether an event is pending. */
    boolean hasData() {
        return hasData;
    }

    /** Returns the length of the pending event's data. */
    int dataLength() {
        return dataEnd - dataStart;
    }

    /** Returns whether the pending event's data is on several lines. */
    boolean isJoined() {
        return joined;
    }

    /** Adds a value in the current line to the data, after an LF if there is data already. */
    void addData(int from, int to) {
        if (!hasData) {
            hasData = true;
            dataStart = from;
            dataEnd = to;
            dataPosition = position(from);
            return;
        }
        joined = true;
        bytes[dataEnd] = '\n';
        System.arraycopy(bytes, from, bytes, dataEnd + 1, to - from);
        dataEnd += 1 + to - from;
    }

    /** Returns the pending event's data, borrowed. */
    Payload data(String type, long number) {
        return new Payload(bytes, dataStart, dataLength(), type, number, dataPosition);
    }

    /** Forgets the pending event. */
    void clearData() {
        hasData = false;
        joined = false;
    }

    /** Returns the memory to the pool if nothing is left in it. */
    void releaseIfEmpty() {
        if (!hasData && lineStart == end && bytes.length == BufferPool.CAPACITY) {
            BufferPool.release(bytes);
            use(NONE);
        }
    }

    /** Forgets everything. */
    void clear() {
        clearData();
        use(NONE);
    }

    private void use(byte[] empty) {
        bytes = empty;
        dataStart = dataEnd = lineStart = scanned = end = 0;
    }

    /**
     * Moves the kept bytes to the front when the buffer is full. The buffer doubles when more than half of it is kept,
     * so the total cost of moving is linear in the bytes of the stream.
     */
    private void makeRoom() {
        if (bytes.length == 0) {
            use(BufferPool.acquire());
            return;
        }
        int data = hasData ? dataLength() : 0;
        int rest = end - lineStart;
        int kept = data + rest;
        if (kept > 0 && end < bytes.length) {
            return;
        }
        byte[] target = bytes;
        if (kept > bytes.length / 2) {
            target = new byte[(int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)];
        } else if (bytes.length > SHRINK_ABOVE && kept < BufferPool.CAPACITY / 2) {
            target = new byte[BufferPool.CAPACITY];
        }
        System.arraycopy(bytes, dataStart, target, 0, data);
        System.arraycopy(bytes, lineStart, target, data, rest);
        bytes = target;
        scanned += data - lineStart;
        dataStart = 0;
        dataEnd = data;
        lineStart = data;
        end = kept;
    }
}
