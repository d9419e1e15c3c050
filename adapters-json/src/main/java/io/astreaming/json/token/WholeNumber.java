package io.astreaming.json.token;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whole numbers as JSON writes them: {@code 117}, but also {@code 117.0} and {@code 1.7e9}. */
public final class WholeNumber {
    /** Longer digits than this aren't worth a look: no {@code long} needs them. */
    private static final int LONGEST = 40;

    /** Any number that takes no more characters is a {@code long}. */
    public static final int MOST_DIGITS = 18;

    private WholeNumber() {}

    /** The number, absent if it isn't whole or no {@code long}. Never expands an exponent. */
    public static @Nullable Long of(String digits) {
        Long canonical = canonical(digits);
        if (canonical != null) {
            return canonical;
        }
        if (digits.length() > LONGEST) {
            return null;
        }
        try {
            return new BigDecimal(digits).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** The index that a text is, absent if it is none. */
    public static @Nullable Integer index(String text) {
        boolean digits = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.valueOf(text) : null;
    }

    /** Whether JSON's digits are those that we would write. */
    public static boolean isCanonical(String digits) {
        for (int i = digits.charAt(0) == '-' ? 1 : 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return !digits.equals("-0");
    }

    /** The number if its digits are those that we would write, and so few that any number of them is a {@code long}. */
    static @Nullable Long canonical(String digits) {
        int length = digits.length();
        boolean negative = digits.charAt(0) == '-';
        long value = 0;
        for (int i = negative ? 1 : 0; i < length; i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = 10 * value + digit;
        }
        if (length > MOST_DIGITS || (negative && value == 0)) {
            return null;
        }
        return negative ? -value : value;
    }
}
