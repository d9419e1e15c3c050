package io.astreaming.app.terminal;

import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"astreaming " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
        };
    }
}
