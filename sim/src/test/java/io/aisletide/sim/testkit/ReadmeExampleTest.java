package io.aisletide.sim.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the README says can be pasted is taken from it, compiled and run. */
class ReadmeExampleTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(import .*?)```");

    @Test
    void shouldCompileAndPass(@TempDir Path folder) throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "README.md")));
        int passed = 0;
        while (block.find()) {
            passed += testsPassed(block.group(1), Files.createDirectory(folder.resolve("block-" + block.start())));
        }
        assertThat(passed).isGreaterThanOrEqualTo(2);
    }

    private static int testsPassed(String source, Path folder) throws IOException, ClassNotFoundException {
        Matcher name = Pattern.compile("class (\\w+)").matcher(source);
        assertThat(name.find()).as("a class in the README's block").isTrue();
        Path file = Files.writeString(folder.resolve(name.group(1) + ".java"), source);
        compile(file, folder);
        List<String> passed = new ArrayList<>();
        Map<String, Throwable> failures = new TreeMap<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ReadmeExampleTest.class.getClassLoader())) {
            Class<?> example = loader.loadClass(name.group(1));
            LauncherFactory.create().execute(
                    LauncherDiscoveryRequestBuilder.request().selectors(selectClass(example)).build(),
                    new TestExecutionListener() {
                        @Override
                        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                            result.getThrowable().ifPresent(thrown -> failures.put(test.getDisplayName(), thrown));
                            if (test.isTest()) {
                                passed.add(test.getDisplayName());
                            }
                        }
                    });
        }
        assertThat(failures).isEmpty();
        return passed.size();
    }

    private static void compile(Path file, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(faults, null, null)) {
            List<String> options = List.of(
                    "-d", folder.toString(), "-proc:none", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")));
            boolean fine = compiler.getTask(null, files, faults, options, null, files.getJavaFileObjects(file)).call();
            assertThat(fine).as("%s", faults.getDiagnostics()).isTrue();
        }
    }
}
