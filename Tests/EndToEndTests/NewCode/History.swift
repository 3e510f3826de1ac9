import Testing

/// A history made with git, with a coverage report of its last state: what two programs judge side by side.
struct History: Sendable, CustomTestStringConvertible {
    var name: String
    /// Run with `sh` in an empty repository; ends on the branch `topic`.
    var script: String
    var form: CoverageForm
    /// Files that the report leaves out.
    var absent: Set<String> = []
    /// Options that diff-cover needs to find what Assay finds by itself.
    var options: [String] = []

    var testDescription: String { name }

    /// What scripts use: `make FILE SEED COUNT` writes a file, `keep` commits.
    static let functions = """
        set -eu
        git init -q -b main .
        git config user.name a
        git config user.email a@example.org
        make() { mkdir -p "$(dirname "$1")"; seq 1 "$3" | sed "s/.*/value_$2_& = $2 * &/" > "$1"; }
        keep() { git add -A; git commit -q --allow-empty -m "$1"; }

        """
}

extension History {
    static let all = [python, javascript, java, php, monorepo]

    /// Edits, a file that is moved and edited, a moved folder, a removed file, a new one; two source folders.
    private static let python = History(
        name: "Cobertura with two source folders: edits, moves, removals",
        script: """
            make services/api/handlers.py 1 60
            make services/api/models.py 2 40
            make services/api/gone.py 3 20
            make services/web/views.py 4 50
            make services/web/forms/base.py 5 45
            make services/web/forms/login.py 6 30
            keep start
            git checkout -qb topic
            sed -i -e '5i new_five = 5' -e '10,12d' -e '20s/$/ + 1/' -e '$a tail = 1' services/api/handlers.py
            git mv services/api/models.py services/api/entities.py
            sed -i -e '1i first = 1' -e '33s/2/22/' services/api/entities.py
            git rm -q services/api/gone.py
            git mv services/web/forms services/web/inputs
            sed -i -e '7,9s/$/ + 7/' services/web/inputs/login.py
            make services/web/fresh.py 7 25
            sed -i -e '3s/^/\\n# remark\\n/' services/web/views.py
            keep change
            sed -i -e '40i second = 2' services/api/handlers.py
            keep more
            """,
        form: .cobertura(sources: ["services/api", "services/web"])
    )

    /// Names with spaces, quotes and letters beyond ASCII; CRLF; a change that is not committed; no newline at the end.
    private static let javascript = History(
        name: "LCOV: hard names, CRLF, work that is not committed",
        script: """
            make 'src/with space.js' 1 40
            make 'src/größe.js' 2 40
            make 'src/deep/日本 "q".js' 3 30
            make src/windows.js 4 50
            sed -i 's/$/\\r/' src/windows.js
            make src/plain.js 5 35
            keep start
            git checkout -qb topic
            sed -i -e '3i inserted = 1' -e '30d' 'src/with space.js'
            git mv 'src/größe.js' 'src/mäßig.js'
            sed -i '12s/$/ + 2/' 'src/mäßig.js'
            sed -i '5,6s/value/wert/' 'src/deep/日本 "q".js'
            sed -i -e '10s/value/other/' -e '20i crlf = 1\\r' src/windows.js
            keep change
            printf 'last = 1\\nlonely = 2' >> src/plain.js
            sed -i '8s/$/ + 8/' src/plain.js
            """,
        form: .lcov
    )

    /// Packages below source folders, a package that moves, and a branch that merges the protected one.
    private static let java = History(
        name: "JaCoCo: packages below source folders, a moved package, merges",
        script: """
            make src/main/java/com/acme/Foo.java 1 50
            make src/main/java/com/acme/util/Text.java 2 40
            make src/main/kotlin/com/acme/Bar.kt 3 45
            keep start
            git checkout -qb topic
            sed -i '15i added = 15' src/main/java/com/acme/Foo.java
            keep one
            git checkout -q main
            sed -i '40i theirs = 40' src/main/java/com/acme/Foo.java
            make src/main/java/com/acme/Theirs.java 9 10
            keep theirs
            git checkout -q topic
            git merge -q --no-edit main
            mkdir -p src/main/java/com/acme/text
            git mv src/main/java/com/acme/util/Text.java src/main/java/com/acme/text/Text.java
            sed -i '4s/$/ + 4/' src/main/java/com/acme/text/Text.java
            sed -i -e '2d' -e '30,35s/value/wert/' src/main/kotlin/com/acme/Bar.kt
            keep two
            """,
        form: .jacoco(folders: ["src/main/java", "src/main/kotlin"]),
        options: ["--src-roots", "src/main/java", "src/main/kotlin"]
    )

    /// Lines that look like a diff's own, a change of mode, and a report from a container.
    private static let php = History(
        name: "Clover from a container: lines like those of a diff, modes",
        script: """
            make lib/Parser.php 1 40
            make lib/Mode.php 2 20
            make lib/Same.php 3 20
            keep start
            git checkout -qb topic
            printf -- '--- a/lib/Other.php\\n+++ b/lib/Other.php\\n@@ -1,2 +3,4 @@\\ndiff --git a/x b/x\\n' >> lib/Parser.php
            sed -i '1d' lib/Parser.php
            chmod +x lib/Mode.php
            make lib/New.php 4 15
            cp lib/Same.php lib/Copy.php
            keep change
            sed -i '2,3d' lib/New.php
            sed -i 's/^--- a/--- c/' lib/Parser.php
            keep more
            """,
        form: .clover(prefix: "/var/www/html/")
    )

    /// Many commits, a revert, and a file that comes, goes and comes back.
    private static let monorepo = History(
        name: "Cobertura: many commits, a revert, a file that comes back",
        script: """
            for n in 1 2 3 4 5 6; do make packages/p$n/core.py $n 80; done
            keep start
            git checkout -qb topic
            for n in 1 2 3; do
                sed -i -e "${n}0i added_$n = $n" -e "5${n}s/value/wert/" packages/p$n/core.py
                keep "edit $n"
            done
            git revert --no-edit HEAD >/dev/null
            git rm -q packages/p4/core.py
            keep gone
            make packages/p4/core.py 4 80
            sed -i '80a back = 1' packages/p4/core.py
            keep back
            sed -i '1,40d' packages/p5/core.py
            git mv packages/p6 packages/p7
            keep end
            """,
        form: .cobertura(sources: [])
    )
}
