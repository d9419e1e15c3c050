package io.astreaming.spring;

import io.astreaming.http.relay.RelayExchange;
import io.astreaming.redis.RedisStreamLog;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.servlet.RelayServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** Makes a relay of the properties {@code astreaming.relay.*}, if the application says whom to ask. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Relay.class)
@ConditionalOnBean(RelayUpstream.class)
@EnableConfigurationProperties(RelayProperties.class)
class RelayConfiguration {
    private static final String REDIS = "io.astreaming.redis.RedisStreamLog";
    private static final int SECRET_BYTES = 16;

    /** Its lifecycle closes it. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Relay astreamingRelay(RelayProperties properties, ObjectProvider<RelaySettings> own) {
        RelaySettings settings = own.getIfUnique(() -> RelaySettings.DEFAULT);
        String redis = properties.redisUri();
        if (redis == null) {
            return Relay.inMemory(settings, properties.memory().toBytes());
        }
        if (properties.secret() == null) {
            throw new InvalidPropertyException(
                    "astreaming.relay.secret", "has to be set, the same on all nodes, if streams are in Redis");
        }
        if (!ClassUtils.isPresent(REDIS, RelayConfiguration.class.getClassLoader())) {
            throw new InvalidPropertyException("astreaming.relay.redis-uri", "needs astreaming-adapters-redis");
        }
        return OnRedis.relay(redis, settings);
    }

    /** Apart, so that nothing of Redis is loaded where it isn't there. */
    private static final class OnRedis {
        private OnRedis() {}

        static Relay relay(String uri, RelaySettings settings) {
            return Relay.over(RedisStreamLog.connect(uri, "as"), settings);
        }
    }

    @Bean
    RelayLifecycle astreamingRelayLifecycle(Relay relay, RelayProperties properties) {
        return new RelayLifecycle(relay, properties.drain());
    }

    @Bean
    @ConditionalOnMissingBean
    RelayExchange astreamingRelayExchange(Relay relay, RelayProperties properties, RelayUpstream upstream) {
        RelayExchange exchange = RelayExchange.over(relay, secret(properties), upstream::ask);
        String origin = properties.allowedOrigin();
        return origin == null ? exchange : exchange.withAllowedOrigin(origin);
    }

    private static byte[] secret(RelayProperties properties) {
        String given = properties.secret();
        byte[] secret = new byte[SECRET_BYTES];
        if (given == null) {
            new SecureRandom().nextBytes(secret);
            return secret;
        }
        secret = given.getBytes(StandardCharsets.UTF_8);
        if (secret.length < SECRET_BYTES) {
            throw new InvalidPropertyException(
                    "astreaming.relay.secret", "has at least 16 characters: who guesses it can read streams");
        }
        return secret;
    }

    /** The relay at {@code /v1/*}, for users whom the application has authenticated. A servlet of the application replaces it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(RelayServlet.class)
    static class InServlet {
        @Bean
        @ConditionalOnMissingBean(RelayServlet.class)
        RelayServlet astreamingRelayServlet(RelayExchange exchange) {
            return new RelayServlet(exchange, HttpServletRequest::getRemoteUser);
        }

        @Bean
        ServletRegistrationBean<RelayServlet> astreamingRelayServletRegistration(RelayServlet servlet) {
            ServletRegistrationBean<RelayServlet> registration = new ServletRegistrationBean<>(servlet, "/v1/*");
            registration.setAsyncSupported(true);
            return registration;
        }
    }
}
