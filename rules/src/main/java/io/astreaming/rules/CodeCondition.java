package io.astreaming.rules;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.properties.HasSourceCodeLocation;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.function.Function;
import java.util.stream.Stream;

/** No method, constructor or initializer has a place that a finder finds. */
final class CodeCondition extends ArchCondition<JavaCodeUnit> {
    private final Function<JavaCodeUnit, Stream<? extends HasSourceCodeLocation>> finder;
    private final String problem;

    private CodeCondition(Function<JavaCodeUnit, Stream<? extends HasSourceCodeLocation>> finder, String problem) {
        super("have no place that " + problem);
        this.finder = finder;
        this.problem = problem;
    }

    /**
     * Creates a rule over all code.
     *
     * @param statement what the rule demands; a frozen rule is stored under it
     * @param finder finds the places that break the rule
     * @param problem what happens at such a place, as a predicate whose subject is the method
     * @param reason why, and what to do
     */
    static ArchRule rule(
            String statement,
            Function<JavaCodeUnit, Stream<? extends HasSourceCodeLocation>> finder,
            String problem,
            String reason) {
        return ArchRuleDefinition.codeUnits()
                .should(new CodeCondition(finder, problem))
                .allowEmptyShould(true)
                .as(statement)
                .because(reason);
    }

    @Override
    public void check(JavaCodeUnit unit, ConditionEvents events) {
        finder.apply(unit)
                .map(place -> unit.getDescription() + " " + problem + " in " + place.getSourceCodeLocation())
                .distinct()
                .forEach(message -> events.add(SimpleConditionEvent.violated(unit, message)));
    }
}
