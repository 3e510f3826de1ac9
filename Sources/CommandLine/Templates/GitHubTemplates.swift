/// Workflows and actions of GitHub.
enum GitHubTemplates {
    static let all = [
        CITemplate(path: ".github/actions/assay-setup/action.yml", text: setup),
        CITemplate(path: ".github/actions/assay-run/action.yml", text: run),
        CITemplate(path: ".github/workflows/assay.yml", text: workflow),
        CITemplate(path: ".github/workflows/assay-shards.yml", text: shards),
        CITemplate(path: ".github/workflows/assay-scheduled.yml", text: scheduled),
    ]

    private static let setup = #"""
        # Puts `assay` into PATH, once its checksum has been compared.
        name: Set up Assay
        description: Fetches the program, compares its checksum, and puts it into PATH.
        inputs:
          url:
            description: Where the archive lies; without it, `assay` must be in PATH already.
            required: false
            default: ""
          sha256:
            description: The archive's SHA-256 in hexadecimal digits.
            required: false
            default: ""
        runs:
          using: composite
          steps:
            - shell: bash
              env:
                ASSAY_URL: ${{ inputs.url }}
                ASSAY_SHA256: ${{ inputs.sha256 }}
              run: |
                set -euo pipefail
                if [ -z "$ASSAY_URL" ]; then
                  command -v assay || { echo "::error::assay is not in PATH, and no url is given"; exit 2; }
                  exit 0
                fi
                [ "$RUNNER_OS" = Linux ] || { echo "::error::the archive is for Linux: elsewhere its container runs it"; exit 2; }
                [ -n "$ASSAY_SHA256" ] || { echo "::error::sha256 is missing: nothing is run unchecked"; exit 2; }
                folder="$RUNNER_TEMP/assay-program"
                mkdir -p "$folder"
                curl --fail --silent --show-error --location --retry 3 --output "$folder/assay.tar.gz" "$ASSAY_URL"
                echo "$ASSAY_SHA256  $folder/assay.tar.gz" | sha256sum --check --strict
                tar -xzf "$folder/assay.tar.gz" -C "$folder" --strip-components=1
                echo "$folder/bin" >> "$GITHUB_PATH"

        """#

    private static let run = #"""
        # Runs the pipeline, posts what came of it, and keeps the page. Red where the verdict is.
        name: Run Assay
        description: Runs the pipeline of assay.yaml and judges it.
        inputs:
          arguments:
            description: More arguments for `assay run`, such as --strict.
            required: false
            default: ""
          select:
            description: true runs only the tests that a change needs; a push runs everything all the same.
            required: false
            default: ""
          token:
            description: May write checks and comments; one that may only read is enough for summary and annotations.
            required: false
            default: ${{ github.token }}
        outputs:
          verdict:
            description: pass, waived, warn, inconclusive, not_evaluated, error or fail.
            value: ${{ steps.run.outputs.verdict }}
          report:
            description: Path of the page.
            value: ${{ steps.run.outputs.report }}
        runs:
          using: composite
          steps:
            # What is saved on a branch is seen by that branch and those that come from it: a change feeds no baseline.
            - uses: actions/cache/restore@v4
              with:
                path: .assay-history
                key: assay-history-${{ github.run_id }}-${{ github.run_attempt }}
                restore-keys: assay-history-
            - id: run
              shell: bash
              env:
                ARGUMENTS: ${{ inputs.arguments }}
                SELECT: ${{ inputs.select }}
              run: |
                if [ "$SELECT" = true ] && [ "$GITHUB_EVENT_NAME" != push ]; then ARGUMENTS="$ARGUMENTS --select"; fi
                assay run --history .assay-history $ARGUMENTS
            - if: always()
              shell: bash
              env:
                GITHUB_TOKEN: ${{ inputs.token }}
              run: assay ci post --quiet-on-green
            - if: always()
              uses: actions/cache/save@v4
              with:
                path: .assay-history
                key: assay-history-${{ github.run_id }}-${{ github.run_attempt }}
            - if: always()
              uses: actions/upload-artifact@v4
              with:
                name: assay-report
                path: .assay/runs/*/report.html
                include-hidden-files: true
                if-no-files-found: ignore

        """#

    private static let workflow = #"""
        # The whole pipeline on every change. `merge_group` is needed where a merge queue requires the check `assay`.
        name: Assay
        on:
          push:
            branches: [main]
          pull_request:
          merge_group:
        permissions:
          contents: read
          checks: write
          pull-requests: write
        concurrency:
          # A newer commit of a pull request takes the place of an older one; on a branch every commit has its run.
          group: assay-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}
          cancel-in-progress: true
        jobs:
          run:
            runs-on: ubuntu-latest
            timeout-minutes: 60
            steps:
              - uses: actions/checkout@v4
                with:
                  # The gates of the protected branch, and the change, are read from the history.
                  fetch-depth: 0
              - uses: ./.github/actions/assay-setup
                with:
                  url: ${{ vars.ASSAY_URL }}
                  sha256: ${{ vars.ASSAY_SHA256 }}
              - uses: ./.github/actions/assay-run
                with:
                  # With the variable ASSAY_SELECT: only the tests that a change needs, by what the nightly run records.
                  select: ${{ vars.ASSAY_SELECT }}

        """#

    private static let shards = #"""
        # The same on several machines: one job a step, and one that judges them all. To be called by another workflow:
        #   jobs: {assay: {uses: ./.github/workflows/assay-shards.yml}}
        name: Assay in shards
        on:
          workflow_call:
        permissions:
          contents: read
          checks: write
          pull-requests: write
        jobs:
          plan:
            runs-on: ubuntu-latest
            outputs:
              matrix: ${{ steps.plan.outputs.matrix }}
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: ./.github/actions/assay-setup
                with:
                  url: ${{ vars.ASSAY_URL }}
                  sha256: ${{ vars.ASSAY_SHA256 }}
              - id: plan
                run: |
                  matrix="$(assay plan --output github-matrix)"
                  echo "matrix=$matrix" >> "$GITHUB_OUTPUT"
          shard:
            needs: plan
            runs-on: ubuntu-latest
            timeout-minutes: 60
            strategy:
              fail-fast: false
              matrix: ${{ fromJSON(needs.plan.outputs.matrix) }}
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: ./.github/actions/assay-setup
                with:
                  url: ${{ vars.ASSAY_URL }}
                  sha256: ${{ vars.ASSAY_SHA256 }}
              # What a part says is not the verdict: the job below judges, and misses what is missing.
              - run: assay run --only "$STEP" --with-needs --ci none || echo "the part ended with $?"
                env:
                  STEP: ${{ matrix.step }}
              - uses: actions/upload-artifact@v4
                if: always()
                with:
                  name: assay-shard-${{ strategy.job-index }}
                  path: .assay/runs/*/summary.json
                  include-hidden-files: true
                  if-no-files-found: ignore
          judge:
            needs: [plan, shard]
            if: always()
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: ./.github/actions/assay-setup
                with:
                  url: ${{ vars.ASSAY_URL }}
                  sha256: ${{ vars.ASSAY_SHA256 }}
              - uses: actions/download-artifact@v4
                with:
                  pattern: assay-shard-*
                  path: shards
              - run: assay aggregate --summaries "shards/**/summary.json" --output summary.json
              - run: assay validate --summary summary.json
              - if: always()
                run: assay report --summary summary.json --format html --output assay-report.html --ci none
              - if: always()
                run: assay ci post --summary summary.json --quiet-on-green
                env:
                  GITHUB_TOKEN: ${{ github.token }}
              - if: always()
                uses: actions/upload-artifact@v4
                with:
                  name: assay-report
                  path: assay-report.html
                  if-no-files-found: ignore

        """#

    private static let scheduled = #"""
        # At night everything, once a week what could be better, once a month what came of it.
        name: Assay, scheduled
        on:
          schedule:
            - cron: "17 2 * * *"
            - cron: "47 5 * * 1"
            - cron: "47 6 1 * *"
          workflow_dispatch:
        permissions:
          contents: read
          checks: write
        jobs:
          nightly:
            if: github.event.schedule == '17 2 * * *' || github.event_name == 'workflow_dispatch'
            runs-on: ubuntu-latest
            timeout-minutes: 120
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: ./.github/actions/assay-setup
                with:
                  url: ${{ vars.ASSAY_URL }}
                  sha256: ${{ vars.ASSAY_SHA256 }}
              - uses: ./.github/actions/assay-run
                with:
                  # Which files each test touches is what selections rest on.
                  arguments: --learn
          weekly:
            if: github.event.schedule == '47 5 * * 1' || github.event_name == 'workflow_dispatch'
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: ./.github/actions/assay-setup
                with:
                  url: ${{ vars.ASSAY_URL }}
                  sha256: ${{ vars.ASSAY_SHA256 }}
              - uses: actions/cache/restore@v4
                with:
                  path: .assay-history
                  key: assay-history-${{ github.run_id }}
                  restore-keys: assay-history-
              - run: assay improve --period weekly --history .assay-history | tee -a "$GITHUB_STEP_SUMMARY"
          monthly:
            if: github.event.schedule == '47 6 1 * *' || github.event_name == 'workflow_dispatch'
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: ./.github/actions/assay-setup
                with:
                  url: ${{ vars.ASSAY_URL }}
                  sha256: ${{ vars.ASSAY_SHA256 }}
              - uses: actions/cache/restore@v4
                with:
                  path: .assay-history
                  key: assay-history-${{ github.run_id }}
                  restore-keys: assay-history-
              - run: |
                  month="$(date -u -d '2 days ago' +%Y-%m)"
                  assay review --month "$month" --history .assay-history | tee -a "$GITHUB_STEP_SUMMARY"

        """#
}
