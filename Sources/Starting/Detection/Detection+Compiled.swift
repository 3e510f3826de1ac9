import Core

extension Detection {
    static func go(_ folder: PackageFolder) -> [ProposedStep] {
        var steps: [ProposedStep] = []
        if let test = folder.files.first(where: { $0.hasSuffix("_test.go") }) {
            steps.append(ProposedStep(preset: "go-test", sign: "\(test) is a test"))
        }
        let files = [".golangci.yml", ".golangci.yaml", ".golangci.toml"]
        if let sign = files.first(where: { folder.has($0) }) ?? folder.sign("golangci-lint") {
            steps.append(ProposedStep(preset: "golangci-lint", sign: "golangci-lint is in \(sign)"))
        }
        if let sign = folder.sign("gosec") { steps.append(ProposedStep(preset: "gosec", sign: "gosec is in \(sign)")) }
        return steps
    }

    static func rust(_ folder: PackageFolder) -> [ProposedStep] {
        if let sign = folder.has(".config/nextest.toml") ? ".config/nextest.toml" : folder.sign("nextest") {
            return [ProposedStep(preset: "cargo-nextest", sign: "cargo-nextest is in \(sign)")]
        }
        return [ProposedStep(preset: "cargo-test", sign: "Cargo.toml is here")]
    }

    static func machine(_ folder: PackageFolder) -> [ProposedStep] {
        let tests = folder.files.contains { $0.contains("src/test/") || $0.contains("Test/kotlin/") }
        guard tests else { return [] }
        if folder.has("pom.xml") {
            let jacoco = folder.text("pom.xml").contains("jacoco-maven-plugin")
            return [
                ProposedStep(
                    preset: jacoco ? "maven-jacoco" : "maven",
                    sign: "pom.xml is here" + (jacoco ? ", with JaCoCo's plugin" : ""),
                    program: folder.has("mvnw") ? ["./mvnw"] : []
                )
            ]
        }
        let script = ["build.gradle", "build.gradle.kts"].map { folder.text($0) }.joined()
        let jacoco = script.contains("jacoco") && script.contains("xml.required")
        return [
            ProposedStep(
                preset: jacoco ? "gradle-jacoco" : "gradle",
                sign: "a build of Gradle is here" + (jacoco ? ", with JaCoCo's XML" : ""),
                program: folder.has("gradlew") ? [] : ["gradle"]
            )
        ]
    }

    static func swift(_ folder: PackageFolder) -> [ProposedStep] {
        guard let test = folder.files.first(where: { $0.hasPrefix("Tests/") && $0.hasSuffix(".swift") }) else {
            return []
        }
        return [ProposedStep(preset: "swift-test-coverage", sign: "\(test) is a test")]
    }

    static func native(_ folder: PackageFolder) -> (steps: [ProposedStep], remarks: [String]) {
        let scripts = folder.files.filter { $0.split(separator: "/").last == "CMakeLists.txt" }.map { folder.text($0) }
        let all = scripts.joined(separator: "\n")
        guard
            ["enable_testing", "add_test", "include(CTest)", "gtest_discover_tests"].contains(where: {
                all.contains($0)
            })
        else { return ([], ["CMakeLists.txt, which declares no test (enable_testing)"]) }
        var steps = [
            ProposedStep(
                build: "cmake -S . -B build -DCMAKE_BUILD_TYPE=Debug\ncmake --build build --parallel\n",
                sign: "CTest runs what CMake has built"
            ),
            ProposedStep(preset: "ctest", sign: "CMakeLists.txt declares tests"),
        ]
        if all.contains("--coverage") || all.contains("-fprofile-arcs") {
            steps.append(ProposedStep(preset: "gcovr", sign: "CMakeLists.txt builds with --coverage", turn: .gathering))
        }
        if let sign = folder.sign("cppcheck") {
            steps.append(ProposedStep(preset: "cppcheck", sign: "cppcheck is in \(sign)"))
        }
        return (steps, [])
    }

    static func dotnet(_ folder: PackageFolder) -> [ProposedStep] {
        let projects = folder.files.filter { $0.hasSuffix(".csproj") || $0.hasSuffix(".fsproj") }.map {
            ($0, folder.text($0))
        }
        guard let test = projects.first(where: { $0.1.contains("Microsoft.NET.Test.Sdk") }) else { return [] }
        let coverage = projects.contains { $0.1.contains("coverlet.collector") }
        return [
            ProposedStep(
                preset: coverage ? "dotnet-coverage" : "dotnet-test",
                sign: "\(test.0) is a project of tests" + (coverage ? ", with coverlet.collector" : "")
            )
        ]
    }
}
