/// Files on which every test depends, whatever recordings say: a change of one runs everything.
package enum FullRun {
    /// What lockfiles are.
    package static let packages = "the packages"

    /// What a file is that everything depends on; nil for any other.
    package static func word(for path: String) -> String? {
        let name = String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
        let lower = name.lowercased()
        if let word = names[lower] { return word }
        for (beginning, word) in folders where path.hasPrefix(beginning) { return word }
        for (beginning, word) in beginnings where lower.hasPrefix(beginning) { return word }
        return nil
    }

    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for name in toolchains { names[name] = "the toolchain" }
        for name in builds { names[name] = "how the project is built" }
        for name in locks { names[name] = packages }
        for name in pipelines { names[name] = "the CI system's own configuration" }
        return names
    }()

    private static let toolchains = [
        ".tool-versions", ".python-version", ".nvmrc", ".node-version", ".ruby-version", ".java-version",
        ".swift-version",
        ".go-version", "rust-toolchain", "rust-toolchain.toml", "global.json", ".sdkmanrc", "mise.toml", ".mise.toml",
        "flake.nix", "flake.lock", "shell.nix", "devcontainer.json",
    ]
    private static let builds = [
        "makefile", "gnumakefile", "cmakelists.txt", "meson.build", "configure", "pom.xml", "build.gradle",
        "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "gradle.properties", "build.sbt", "build.xml",
        "package.swift", "cargo.toml", "go.mod", "go.work", "pyproject.toml", "setup.py", "setup.cfg", "tox.ini",
        "pytest.ini", "noxfile.py", "package.json", "tsconfig.json", "babel.config.js", ".babelrc", "gemfile",
        "rakefile",
        ".rspec", "composer.json", "phpunit.xml", "phpunit.xml.dist", "workspace", "workspace.bazel", "module.bazel",
        ".bazelrc", ".bazelversion", ".npmrc", ".yarnrc", ".yarnrc.yml", "pnpm-workspace.yaml", "nx.json", "turbo.json",
        "lerna.json", ".env", ".coveragerc", "directory.build.props", "nuget.config",
    ]
    package static let locks = [
        "poetry.lock", "pipfile", "pipfile.lock", "pdm.lock", "uv.lock", "requirements.txt", "constraints.txt",
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lockb", "bun.lock", "go.sum",
        "go.work.sum", "cargo.lock", "gemfile.lock", "composer.lock", "package.resolved", "gradle.lockfile",
        "packages.lock.json", "mix.lock", "pubspec.lock", "conan.lock", "podfile.lock", "module.bazel.lock",
    ]
    private static let pipelines = [
        ".gitlab-ci.yml", "jenkinsfile", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", ".drone.yml",
        ".woodpecker.yml", "appveyor.yml", ".cirrus.yml", "cloudbuild.yaml", "buildspec.yml", "codefresh.yml",
        ".gitmodules",
    ]
    private static let folders = [
        (".github/workflows/", "the CI system's own configuration"),
        (".github/actions/", "the CI system's own configuration"), (".buildkite/", "the CI system's own configuration"),
        (".circleci/", "the CI system's own configuration"), (".gitlab/ci/", "the CI system's own configuration"),
        (".woodpecker/", "the CI system's own configuration"), (".devcontainer/", "the toolchain"),
    ]
    private static let beginnings = [
        ("dockerfile", "the toolchain"), ("containerfile", "the toolchain"),
        ("docker-compose", "the services around the tests"), ("requirements-", packages),
        ("requirements_", packages), ("jest.config.", "how the project is built"),
        ("vitest.config.", "how the project is built"), ("vite.config.", "how the project is built"),
        ("playwright.config.", "how the project is built"), ("webpack.config.", "how the project is built"),
        ("tsconfig.", "how the project is built"),
    ]
}
