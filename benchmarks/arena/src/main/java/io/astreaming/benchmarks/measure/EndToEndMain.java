package io.astreaming.benchmarks.measure;

import io.astreaming.benchmarks.contender.Client;
import io.astreaming.benchmarks.contender.Contenders;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/**
 * Asks for streams whenever it is told to, one after the other, so that contenders can take turns without starting anew.
 * Arguments: client, base URL. On standard input: how often, and the model.
 */
public final class EndToEndMain {
    private EndToEndMain() {}

    public static void main(String[] args) throws Exception {
        Client client = Contenders.client(args[0], args[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] order = line.split(" ");
            LongAdder pieces = new LongAdder();
            LongAdder characters = new LongAdder();
            Cost cost = new Cost();
            for (int i = 0; i < Integer.parseInt(order[0]); i++) {
                client.stream(order[1], text -> {
                            pieces.increment();
                            characters.add(text.length());
                        })
                        .join();
            }
            cost.print(order[1]);
            Figures.print(order[1], "pieces", pieces.sum());
            Figures.print(order[1], "characters", characters.sum());
            System.out.println("done");
        }
        System.exit(0);
    }
}
