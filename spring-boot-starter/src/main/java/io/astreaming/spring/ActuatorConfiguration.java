package io.astreaming.spring;

import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hides keys from the actuator's endpoints {@code env} and {@code configprops}, even where the application lets them
 * show values: by the names of the properties, and by the keys themselves, which may come from a variable of any name.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(SanitizingFunction.class)
class ActuatorConfiguration {
    /** A shorter value of a header can't be told from a word. */
    private static final int SHORTEST = 8;

    @Bean
    SanitizingFunction astreamingSecrets(ObjectProvider<Endpoints> endpoints) {
        return data -> isSecret(data, endpoints) ? data.withSanitizedValue() : data;
    }

    private static boolean isSecret(SanitizableData data, ObjectProvider<Endpoints> endpoints) {
        String name = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (name.startsWith("astreaming") && (name.endsWith("apikey") || name.contains("customheaders"))) {
            return true;
        }
        if (name.equals("astreamingrelaysecret") || name.equals("astreamingrelayredisuri")) {
            return true; // the URI may hold a password
        }
        String value = String.valueOf(data.getValue());
        if (name.startsWith("astreaming") && name.endsWith("baseurl") && value.contains("?")) {
            return true; // some gateways take a key in the query
        }
        return endpoints.getObject().secrets().stream()
                .anyMatch(secret -> secret.length() >= SHORTEST && value.contains(secret));
    }
}
