package io.astreaming.servlet;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servlet in Jetty 12. */
class JettyTest extends RelayServletContract {
    private final Server jetty = new Server(0);

    @Override
    int start(RelayServlet servlet) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/app");
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/v1/*");
        jetty.setHandler(context);
        jetty.start();
        return ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    }

    @Override
    void stop() throws Exception {
        jetty.stop();
    }
}
