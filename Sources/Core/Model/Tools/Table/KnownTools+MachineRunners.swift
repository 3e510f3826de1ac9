/// Runners of tests in Java, Kotlin and the languages of .NET.
///
/// What an earlier run has left of a test class that is gone would be taken for a promise that was not kept.
extension KnownTool {
    static let machineRunners: [KnownTool] = [maven, gradle, dotnet]

    private static let surefire = Preset.Output(nil, "junit", pattern: "**/target/surefire-reports/TEST-*.xml")

    private static func mavenScript(_ goals: String) -> String {
        """
        find . -path '*/target/surefire-reports/TEST-*.xml' -delete
        {program} --batch-mode --no-transfer-progress \(goals) {arguments}
        """
    }

    // https://maven.apache.org/surefire/maven-surefire-plugin/
    private static let maven = KnownTool(
        "maven",
        nil,
        aliases: ["mvn", "surefire"],
        outputs: [Output("junit", .stated), Output("jacoco", .stated)],
        presets: [
            Preset(
                "maven",
                "runs the tests of a project of Maven",
                program: ["mvn"],
                .script(mavenScript("test")),
                [surefire],
                home: .directory,
                install: "apt install maven"
            ),
            Preset(
                "maven-jacoco",
                "runs the tests of a project of Maven whose pom.xml has JaCoCo's plugin",
                program: ["mvn"],
                .script(mavenScript("verify")),
                [surefire, Preset.Output(nil, "jacoco", pattern: "**/target/site/jacoco/jacoco.xml")],
                home: .directory,
                install: "apt install maven"
            ),
        ]
    )

    private static let gradleResults = Preset.Output(nil, "junit", pattern: "**/build/test-results/**/TEST-*.xml")

    private static func gradleScript(_ tasks: String) -> String {
        """
        find . -path '*/build/test-results/*' -name 'TEST-*.xml' -delete
        {program} --console=plain --continue \(tasks) {arguments}
        """
    }

    // https://docs.gradle.org/current/userguide/java_testing.html#test_reporting
    private static let gradle = KnownTool(
        "gradle",
        nil,
        outputs: [Output("junit", .stated), Output("jacoco", .stated)],
        presets: [
            Preset(
                "gradle",
                "runs the tests of a project of Gradle",
                program: ["./gradlew"],
                .script(gradleScript("test")),
                [gradleResults],
                home: .directory,
                install: "https://gradle.org/install"
            ),
            Preset(
                "gradle-jacoco",
                "runs the tests of a project of Gradle that has JaCoCo's plugin and writes its XML",
                program: ["./gradlew"],
                .script(gradleScript("test jacocoTestReport")),
                [gradleResults, Preset.Output(nil, "jacoco", pattern: "**/build/reports/jacoco/**/*.xml")],
                home: .directory,
                install: "https://gradle.org/install"
            ),
        ]
    )

    private static func dotnetScript(_ more: String) -> String {
        """
        rm -rf {folder}/{name}
        {program} test --logger trx --results-directory "$PWD/"{folder}/{name} \(more){arguments}
        """
    }

    private static let trx = Preset.Output("{name}", "trx", pattern: "{name}/*.trx")

    // https://learn.microsoft.com/dotnet/core/tools/dotnet-test
    private static let dotnet = KnownTool(
        "dotnet test",
        nil,
        outputs: [Output("trx", .stated), Output("cobertura", .stated)],
        presets: [
            Preset(
                "dotnet-test",
                "runs the tests of .NET",
                program: ["dotnet"],
                .script(dotnetScript("")),
                [trx],
                home: .directory,
                install: "https://dotnet.microsoft.com/download"
            ),
            Preset(
                "dotnet-coverage",
                "runs the tests of .NET and measures their coverage by coverlet.collector",
                program: ["dotnet"],
                .script(dotnetScript("--collect \"XPlat Code Coverage\" ")),
                [trx, Preset.Output("{name}", "cobertura", pattern: "{name}/*/coverage.cobertura.xml")],
                home: .directory,
                install: "https://dotnet.microsoft.com/download"
            ),
        ]
    )
}
