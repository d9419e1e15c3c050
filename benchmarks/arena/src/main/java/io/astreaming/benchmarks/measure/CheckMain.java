package io.astreaming.benchmarks.measure;

import io.astreaming.benchmarks.contender.Contenders;
import io.astreaming.benchmarks.contender.Decoder;
import io.astreaming.benchmarks.stream.Bodies;
import java.util.Arrays;

/** What a decoder finds in each body. Arguments: decoder, streams. */
public final class CheckMain {
    private CheckMain() {}

    public static void main(String[] args) {
        Decoder decoder = Contenders.decoder(args[0]);
        for (String stream : Arrays.asList(args).subList(1, args.length)) {
            Bodies bodies = Bodies.of(stream);
            for (int i = 0; i < bodies.bodies().size(); i++) {
                Check.Reading reading = Check.read(decoder, bodies.bodies().get(i));
                String of = stream + "\t" + bodies.names().get(i);
                Figures.print(of, "chunks", reading.chunks());
                Figures.print(of, "text", reading.text().hashCode());
                Figures.print(of, "failed", reading.failure() == null ? 0 : 1);
            }
        }
        System.exit(0);
    }
}
