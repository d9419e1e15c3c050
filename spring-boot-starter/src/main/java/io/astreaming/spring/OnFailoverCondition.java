package io.astreaming.spring;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Are there several endpoints, of which the default chat asks one after the other? */
final class OnFailoverCondition extends SpringBootCondition {
    static final String ENDPOINTS = "astreaming.failover.endpoints";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Astreaming failover");
        List<String> endpoints = Binder.get(context.getEnvironment())
                .bind(ENDPOINTS, Bindable.listOf(String.class))
                .orElse(List.of());
        return endpoints.isEmpty()
                ? ConditionOutcome.noMatch(message.because(ENDPOINTS + " is not set"))
                : ConditionOutcome.match(message.because(ENDPOINTS + " is set"));
    }
}
