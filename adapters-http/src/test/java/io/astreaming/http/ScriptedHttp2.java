package io.astreaming.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLSocket;

/**
 * As much of HTTP/2 as it takes to answer: each complete request gets a head that says 200, and whatever else a test writes. See RFC
 * 9113, section 4.1 for the frames.
 */
final class ScriptedHttp2 implements ScriptedServer.Script {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int END_OF_STREAM = 1;
    private static final int ACKNOWLEDGED = 1;
    private static final int END_OF_HEADERS = 4;
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;

    /** ":status: 200" in HPACK's static table. */
    private static final byte[] OK = {(byte) 0x88};

    /** What clients offered by ALPN, one list for each connection. */
    final List<List<String>> offers = new CopyOnWriteArrayList<>();

    /** The streams whose requests were answered. */
    final BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();

    /** The streams that clients have reset. */
    final BlockingQueue<Integer> resets = new LinkedBlockingQueue<>();

    /** How much of a stream a client takes before it says that it wants more. */
    final BlockingQueue<Integer> windows = new LinkedBlockingQueue<>();

    /** What each head holds beside its status. */
    private volatile byte[] moreOfTheHead = {};

    private final int mostStreams;
    private volatile DataOutputStream out;

    ScriptedHttp2(int mostStreams) {
        this.mostStreams = mostStreams;
    }

    @Override
    public void play(ScriptedServer.Connection connection) throws Exception {
        SSLSocket socket = (SSLSocket) connection.socket();
        socket.setHandshakeApplicationProtocolSelector((ignored, offered) -> {
            offers.add(List.copyOf(offered));
            return "h2";
        });
        socket.startHandshake();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        in.readNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
        write(SETTINGS, 0, 0, setting(MAX_CONCURRENT_STREAMS, mostStreams));
        while (true) {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(lengthAndType >>> 8);
            switch (lengthAndType & 0xFF) {
                case SETTINGS -> {
                    if (flags != ACKNOWLEDGED) {
                        noteWindow(ByteBuffer.wrap(payload));
                        write(SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
                    }
                }
                case RESET -> resets.add(stream);
                case DATA -> {
                    if ((flags & END_OF_STREAM) != 0) {
                        write(HEADERS, END_OF_HEADERS, stream, head());
                        answered.add(stream);
                    }
                }
                default -> {
                    // Headers, windows and the like need no answer.
                }
            }
        }
    }

    /** Answers with this header, too, whatever its name is: HPACK takes any as a literal. */
    void header(String name, String value) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.write(0);
        for (String text : new String[] {name, value}) {
            field.write(text.length());
            field.writeBytes(text.getBytes(US_ASCII));
        }
        moreOfTheHead = field.toByteArray();
    }

    private byte[] head() {
        byte[] more = moreOfTheHead;
        return ByteBuffer.allocate(OK.length + more.length).put(OK).put(more).array();
    }

    void writeData(int stream, String text, boolean end) throws IOException {
        write(DATA, end ? END_OF_STREAM : 0, stream, text.getBytes(US_ASCII));
    }

    private synchronized void write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(frame);
        fields.writeInt(payload.length << 8 | type);
        fields.writeByte(flags);
        fields.writeInt(stream);
        fields.write(payload);
        frame.writeTo(out);
        out.flush();
    }

    private void noteWindow(ByteBuffer settings) {
        while (settings.hasRemaining()) {
            int name = settings.getShort();
            int value = settings.getInt();
            if (name == INITIAL_WINDOW_SIZE) {
                windows.add(value);
            }
        }
    }

    private static byte[] setting(int name, int value) {
        return ByteBuffer.allocate(6).putShort((short) name).putInt(value).array();
    }
}
