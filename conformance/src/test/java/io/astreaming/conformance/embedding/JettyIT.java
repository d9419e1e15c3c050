package io.astreaming.conformance.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Pace;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Streams;
import java.net.URI;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A servlet in Jetty that relays a stream, pushed. */
@Timeout(60)
class JettyIT {
    private static final Recording STREAM = numbered(200);

    private final Semaphore frames = new Semaphore(0);

    private interface Proving {
        void run(RelayProof proof) throws Exception;
    }

    @Test
    void passesOnPieceByPieceAndToTheByte() throws Exception {
        relaying(Reply.of(STREAM), RelayProof::passesOnPieceByPiece);
    }

    @Test
    void cancelsUpstreamWhenTheClientGoes() throws Exception {
        relaying(Reply.of(STREAM), RelayProof::cancelsUpstreamWhenTheClientGoes);
    }

    @Test
    void tellsTheClientThatUpstreamBrokeOff() throws Exception {
        relaying(
                Reply.of(STREAM).afterFrame(3).cut(),
                proof -> assertThat(proof.whole())
                        .endsWith("\"type\":\"upstream\"}}\n\n")
                        .doesNotContain("[DONE]"));
    }

    private void relaying(Reply reply, Proving test) throws Exception {
        Server jetty = new Server(0);
        try (ReplayServer upstream = ReplayServer.answering(reply)
                        .pace(Pace.permittedBy(frames))
                        .start();
                JdkChatTransport transport =
                        JdkChatTransport.to(upstream.baseUri().toString())) {
            ServletContextHandler context = new ServletContextHandler("/");
            ServletHolder servlet = new ServletHolder(new RelayServlet(Chat.over(transport, new JsonbChatCodec())));
            servlet.setAsyncSupported(true);
            context.addServlet(servlet, "/relay");
            jetty.setHandler(context);
            jetty.start();
            int port = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
            test.run(new RelayProof(URI.create("http://127.0.0.1:" + port + "/relay"), upstream, STREAM, frames));
        } finally {
            jetty.stop();
        }
    }

    static Recording numbered(int pieces) {
        String[] texts = new String[pieces];
        for (int i = 0; i < pieces; i++) {
            texts[i] = "piece " + i + " ";
        }
        return Streams.whole(texts);
    }
}
