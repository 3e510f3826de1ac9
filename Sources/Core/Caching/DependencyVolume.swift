/// A folder in which a package manager keeps what it has fetched, one for each state of its lock files.
package struct DependencyVolume: Sendable, Hashable {
    package var name: String
    /// Names of files, in whatever folder, whose content says what is fetched.
    package var lockFiles: [String]
    /// The variable by which the package manager is told of the folder.
    package var variable: String
    /// What stands before the folder in the variable's value.
    package var prefix = ""

    /// A link above an entry says where the variable is described.
    package static let all: [DependencyVolume] = [
        // https://docs.npmjs.com/cli/using-npm/config#cache
        DependencyVolume(
            name: "npm",
            lockFiles: ["package-lock.json", "npm-shrinkwrap.json"],
            variable: "npm_config_cache"
        ),
        // https://classic.yarnpkg.com/en/docs/cli/cache
        DependencyVolume(name: "yarn", lockFiles: ["yarn.lock"], variable: "YARN_CACHE_FOLDER"),
        // https://pnpm.io/settings#storedir
        DependencyVolume(name: "pnpm", lockFiles: ["pnpm-lock.yaml"], variable: "npm_config_store_dir"),
        // https://pip.pypa.io/en/stable/topics/caching/
        DependencyVolume(
            name: "pip",
            lockFiles: ["requirements.txt", "requirements-dev.txt", "Pipfile.lock"],
            variable: "PIP_CACHE_DIR"
        ),
        // https://python-poetry.org/docs/configuration/#cache-dir
        DependencyVolume(name: "poetry", lockFiles: ["poetry.lock"], variable: "POETRY_CACHE_DIR"),
        // https://docs.astral.sh/uv/concepts/cache/
        DependencyVolume(name: "uv", lockFiles: ["uv.lock"], variable: "UV_CACHE_DIR"),
        // https://go.dev/ref/mod#module-cache
        DependencyVolume(name: "go", lockFiles: ["go.sum"], variable: "GOMODCACHE"),
        // https://docs.gradle.org/current/userguide/directory_layout.html
        DependencyVolume(
            name: "gradle",
            lockFiles: ["gradle.lockfile", "gradle-wrapper.properties"],
            variable: "GRADLE_USER_HOME"
        ),
        // https://maven.apache.org/configure.html#maven_args-environment-variable
        DependencyVolume(name: "maven", lockFiles: ["pom.xml"], variable: "MAVEN_ARGS", prefix: "-Dmaven.repo.local="),
        // https://bundler.io/man/bundle-config.1.html
        DependencyVolume(name: "bundler", lockFiles: ["Gemfile.lock"], variable: "BUNDLE_USER_CACHE"),
        // https://getcomposer.org/doc/03-cli.md#composer-cache-dir
        DependencyVolume(name: "composer", lockFiles: ["composer.lock"], variable: "COMPOSER_CACHE_DIR"),
        // https://learn.microsoft.com/nuget/consume-packages/managing-the-global-packages-and-cache-folders
        DependencyVolume(name: "nuget", lockFiles: ["packages.lock.json"], variable: "NUGET_PACKAGES"),
    ]
}
