package io.astreaming.cdi;

import java.util.Optional;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The executor of a Jakarta EE server, whose threads have the context of the application. */
final class ContainerExecutor {
    /** Where Jakarta Concurrency puts it. */
    static final String NAME = "java:comp/DefaultManagedExecutorService";

    private ContainerExecutor() {}

    /** {@return the server's managed executor; empty where there is none, as in Quarkus and Helidon} */
    @SuppressWarnings("BanJNDI") // the name is a constant, and asks the server of the application
    static Optional<Executor> find() {
        try {
            return InitialContext.doLookup(NAME) instanceof Executor executor
                    ? Optional.of(executor)
                    : Optional.empty();
        } catch (NamingException | RuntimeException e) { // whatever a container without JNDI throws
            return Optional.empty();
        }
    }
}
