package io.astreaming.json.result;

import io.astreaming.json.result.ResultType.Decimal;
import io.astreaming.json.result.ResultType.Integral;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Checks whether a Java type can hold a number of JSON. */
final class NumberValidator {
    /**
     * How many digits a whole number may have without an exponent. No type needs as many, and a short text such as
     * {@code 1e999999999} must not fill the memory.
     */
    private static final int MOST_DIGITS = 1_000;

    private static final String TOO_LARGE = "the number is too large";

    private NumberValidator() {}

    /**
     * Returns why a type can't hold a number; null if it can.
     *
     * @param type the type; one that isn't a number holds any
     * @param digits the number as JSON
     */
    static @Nullable String problem(ResultType type, String digits) {
        BigDecimal number;
        try {
            number = new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return TOO_LARGE; // its exponent is beyond an int
        }
        if (type instanceof Integral range) {
            return problem(range, number);
        }
        Double max = type instanceof Decimal range ? range.max() : null;
        return max != null && Math.abs(number.doubleValue()) > max ? TOO_LARGE : null;
    }

    private static @Nullable String problem(Integral range, BigDecimal number) {
        if ((long) number.precision() - number.scale() > MOST_DIGITS) {
            return TOO_LARGE;
        }
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            return "a whole number was expected, not this number";
        }
        BigInteger value = number.signum() == 0 ? BigInteger.ZERO : number.toBigIntegerExact();
        boolean low = range.min() != null && value.compareTo(range.min()) < 0;
        boolean high = range.max() != null && value.compareTo(range.max()) > 0;
        return low || high ? "the number must lie between " + range.min() + " and " + range.max() : null;
    }
}
