package io.astreaming.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Hashtable;
import java.util.concurrent.Executor;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;

class ContainerExecutorTest {
    private static final Executor MANAGED = task -> {
        throw new AssertionError("not called here");
    };

    private static Object bound = "nothing";

    /** JNDI takes one builder for the life of the JVM, so both cases stand in one test. */
    @Test
    void findsTheExecutorOfAServerAndNoneElsewhere() throws NamingException {
        assertThat(ContainerExecutor.find()).as("without JNDI").isEmpty();

        NamingManager.setInitialContextFactoryBuilder(environment -> other -> context());
        bound = MANAGED;
        assertThat(ContainerExecutor.find()).containsSame(MANAGED);
        bound = "no executor";
        assertThat(ContainerExecutor.find()).isEmpty();
        bound = "nothing";
    }

    private static Context context() throws NamingException {
        return new javax.naming.InitialContext(new Hashtable<>()) {
            @Override
            protected void init(Hashtable<?, ?> environment) {}

            @Override
            public Object lookup(String name) throws NamingException {
                if (!name.equals(ContainerExecutor.NAME) || bound.equals("nothing")) {
                    throw new NamingException(name);
                }
                return bound;
            }
        };
    }
}
