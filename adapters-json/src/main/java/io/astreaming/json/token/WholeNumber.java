package io.astreaming.json.token;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whole numbers as JSON writes them: {@code 117}, but also {@code 117.0} and {@code 1.7e9}. */
public final class WholeNumber {
    /** The length of the longest text that is read as a {@code long}. */
    private static final int LONGEST = 40;

    /** Every number of at most as many characters is a {@code long}. */
    public static final int SAFE_LENGTH = 18;

    private WholeNumber() {}

    /** Returns the number; null if it isn't whole or isn't a {@code long}. It never expands an exponent. */
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

    /** Returns the index that a text is; null if the text isn't one. */
    public static @Nullable Integer index(String text) {
        boolean digits = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.valueOf(text) : null;
    }

    /**
     * Returns whether a number of JSON has the canonical digits of its value: no fraction, no exponent, no minus zero.
     */
    public static boolean isCanonical(String digits) {
        for (int i = digits.charAt(0) == '-' ? 1 : 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return !digits.equals("-0");
    }

    /** Returns the number if its digits are canonical and no more than {@link #SAFE_LENGTH}; else null. */
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
        if (length > SAFE_LENGTH || (negative && value == 0)) {
            return null;
        }
        return negative ? -value : value;
    }
}
