/// Jobs of GitLab: one that does everything, or a child pipeline with a job for each step.
enum GitLabTemplates {
    static let all = [
        CITemplate(path: ".gitlab-ci.yml", text: main),
        CITemplate(path: ".gitlab/assay.gitlab-ci.yml", text: template),
    ]

    /// Fetches the program where it is not in the image.
    static let setup = #"""
        if [ -n "$ASSAY_URL" ]; then
          mkdir -p .assay-program
          curl --fail --silent --show-error --location --retry 3 --output .assay-program/assay.tar.gz "$ASSAY_URL"
          echo "$ASSAY_SHA256  .assay-program/assay.tar.gz" | sha256sum --check --strict
          tar -xzf .assay-program/assay.tar.gz -C .assay-program --strip-components=1
          export PATH="$PWD/.assay-program/bin:$PATH"
        fi
        """#

    private static let main = """
        include:
          - local: .gitlab/assay.gitlab-ci.yml

        """

    private static let template = #"""
        # The whole pipeline of assay.yaml on every merge request and on the protected branch.
        # Set ASSAY_SHARDED to "true" for a child pipeline with a job for each step.
        variables:
          ASSAY_SHARDED: "false"

        .assay:
          variables:
            # The gates of the protected branch, and the change, are read from the history.
            GIT_DEPTH: "0"
          before_script:
            - |
              \#(setup.split(separator: "\n").joined(separator: "\n      "))
          artifacts:
            when: always
            expire_in: 30 days
            paths:
              - .assay/runs/*/report.html
              - .assay/gitlab/
            reports:
              junit: .assay/gitlab/junit.xml
              codequality: .assay/gitlab/code-quality.json
              coverage_report:
                coverage_format: cobertura
                path: .assay/gitlab/cobertura-*.xml
              dotenv: .assay/gitlab/assay.env

        assay:
          extends: .assay
          stage: test
          script:
            - code=0; assay run --history .assay-history || code=$?
            - assay ci post --quiet-on-green
            - exit $code
          cache:
            key: assay-history-$CI_COMMIT_REF_SLUG
            fallback_keys:
              - assay-history-$CI_DEFAULT_BRANCH
            paths:
              - .assay-history
            when: always
          rules:
            - if: $ASSAY_SHARDED == "true"
              when: never
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"
            - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

        assay:plan:
          extends: .assay
          stage: build
          script:
            - mkdir -p .assay
            - assay plan --output gitlab > .assay/child.yml
          artifacts:
            paths:
              - .assay/child.yml
          rules:
            - if: $ASSAY_SHARDED == "true"

        assay:shards:
          stage: test
          needs: ["assay:plan"]
          trigger:
            include:
              - artifact: .assay/child.yml
                job: assay:plan
            strategy: depend
          rules:
            - if: $ASSAY_SHARDED == "true"

        """#
}

/// A pipeline of Buildkite that its first step makes: one step for each of the plan, and one that judges.
enum BuildkiteTemplates {
    static let all = [CITemplate(path: ".buildkite/pipeline.yml", text: pipeline)]

    private static let pipeline = #"""
        # The first step adds the others: one for each step of the plan, and one that judges them all.
        steps:
          - label: ":mag: plan"
            key: assay-plan
            command: assay plan --output buildkite | buildkite-agent pipeline upload

        """#
}

/// A pipeline of Jenkins that takes no plugin but those that every installation has.
enum JenkinsTemplates {
    static let all = [CITemplate(path: "Jenkinsfile", text: pipeline)]

    private static let pipeline = #"""
        // The whole pipeline of assay.yaml. JUnit's results and the page need no plugin beyond the usual ones.
        pipeline {
            agent any
            options {
                timeout(time: 60, unit: 'MINUTES')
            }
            stages {
                stage('Assay') {
                    steps {
                        sh 'assay run --history "${ASSAY_HISTORY:-.assay-history}"'
                    }
                }
            }
            post {
                always {
                    sh 'assay report --format junit --output assay-junit.xml || echo "no run to report"'
                    sh 'assay report --format sarif --output assay.sarif || echo "no run to report"'
                    junit testResults: 'assay-junit.xml', allowEmptyResults: true
                    archiveArtifacts artifacts: '.assay/runs/*/report.html, assay.sarif', allowEmptyArchive: true
                }
            }
        }

        """#
}
