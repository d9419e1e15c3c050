package io.astreaming.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servlet in Tomcat: 10.1, and in a run of its own 11. */
class TomcatTest extends RelayServletContract {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();

    @TempDir
    private Path folder;

    @Override
    int start(RelayServlet servlet) throws Exception {
        LOGGER.setLevel(Level.OFF); // it reports each connection that is to be broken
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("/app", folder.toString());
        Wrapper wrapper = Tomcat.addServlet(context, "relay", servlet);
        wrapper.setAsyncSupported(true);
        context.addServletMappingDecoded("/v1/*", "relay");
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void isOfTheVersionThatThisRunIsFor() {
        assertThat(ServerInfo.getServerNumber()).startsWith(System.getProperty("astreaming.tomcat", "10.1."));
    }
}
