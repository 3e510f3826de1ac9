/// A CI system by the variables in which it says what it runs: the one table of them.
package struct CISystem: Sendable {
    package let name: String
    /// Set in every job of the system; with a value, where others set the variable too.
    let marker: (variable: String, value: String?)
    /// Whole names of what is built: `refs/heads/x`, `refs/tags/x`, `refs/pull/5/merge`.
    var refs: [String] = []
    /// The branch that is built; `origin/` in front of it is the remote's name.
    var branch: [String] = []
    /// In a pull request `branch` names the branch that it goes to.
    var branchIsTarget = false
    /// The branch that a pull request comes from.
    var source: [String] = []
    /// The branch that a pull request goes to.
    var target: [String] = []
    /// `target` is also set where there is no pull request, and then means nothing.
    var targetIsAlwaysSet = false
    var tag: [String] = []
    /// The number or address of a pull request; `false` is none.
    var pullRequest: [String] = []
    /// What started the run, in the system's own word.
    var event: [String] = []
    /// The commit that the branch stood at before.
    var before: [String] = []
    /// The branch that the system takes for the main one.
    var defaultBranch: [String] = []
    /// How its log is told which lines belong together; nil where it knows no groups.
    var groups: Groups?

    /// How lines of a log are folded.
    package enum Groups: Sendable, Hashable {
        /// `::group::` and `::endgroup::`.
        case commands
        /// GitLab's `section_start` and `section_end`.
        case sections
    }

    /// How the log of the system is folded that the environment names.
    package static func groups(_ environment: [String: String]) -> Groups? {
        guard let name = CIFacts(environment).system else { return nil }
        return all.first { $0.name == name }?.groups
    }

    /// Every variable that says something of the run, the marker apart.
    var variables: [String] {
        refs + branch + source + target + tag + pullRequest + event
    }

    /// In the order in which they are looked for; several set `CI_…`, so that those with a marker of their own come first.
    package static let all: [CISystem] = [
        CISystem(
            name: "GitHub Actions",
            marker: ("GITHUB_ACTIONS", nil),
            refs: ["GITHUB_REF"],
            branch: ["GITHUB_REF_NAME"],
            source: ["GITHUB_HEAD_REF"],
            target: ["GITHUB_BASE_REF"],
            event: ["GITHUB_EVENT_NAME"],
            groups: .commands
        ),
        CISystem(
            name: "GitLab",
            marker: ("GITLAB_CI", nil),
            branch: ["CI_COMMIT_BRANCH", "CI_COMMIT_REF_NAME"],
            source: ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"],
            target: ["CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"],
            tag: ["CI_COMMIT_TAG"],
            pullRequest: ["CI_MERGE_REQUEST_IID", "CI_EXTERNAL_PULL_REQUEST_IID"],
            event: ["CI_PIPELINE_SOURCE"],
            before: ["CI_COMMIT_BEFORE_SHA"],
            defaultBranch: ["CI_DEFAULT_BRANCH"],
            groups: .sections
        ),
        CISystem(
            name: "Woodpecker",
            marker: ("CI", "woodpecker"),
            branch: ["CI_COMMIT_BRANCH"],
            branchIsTarget: true,
            source: ["CI_COMMIT_SOURCE_BRANCH"],
            target: ["CI_COMMIT_TARGET_BRANCH"],
            tag: ["CI_COMMIT_TAG"],
            pullRequest: ["CI_COMMIT_PULL_REQUEST"],
            event: ["CI_PIPELINE_EVENT", "CI_BUILD_EVENT"],
            before: ["CI_PREV_COMMIT_SHA"],
            defaultBranch: ["CI_REPO_DEFAULT_BRANCH"]
        ),
        CISystem(
            name: "Buildkite",
            marker: ("BUILDKITE", nil),
            branch: ["BUILDKITE_BRANCH"],
            target: ["BUILDKITE_PULL_REQUEST_BASE_BRANCH"],
            tag: ["BUILDKITE_TAG"],
            pullRequest: ["BUILDKITE_PULL_REQUEST"],
            event: ["BUILDKITE_SOURCE"],
            defaultBranch: ["BUILDKITE_PIPELINE_DEFAULT_BRANCH"]
        ),
        CISystem(
            name: "CircleCI",
            marker: ("CIRCLECI", nil),
            branch: ["CIRCLE_BRANCH"],
            tag: ["CIRCLE_TAG"],
            pullRequest: ["CIRCLE_PULL_REQUEST", "CIRCLE_PR_NUMBER"]
        ),
        CISystem(
            name: "Azure Pipelines",
            marker: ("TF_BUILD", nil),
            refs: ["BUILD_SOURCEBRANCH"],
            source: ["SYSTEM_PULLREQUEST_SOURCEBRANCH"],
            target: ["SYSTEM_PULLREQUEST_TARGETBRANCH", "SYSTEM_PULLREQUEST_TARGETBRANCHNAME"],
            pullRequest: ["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"],
            event: ["BUILD_REASON"]
        ),
        CISystem(
            name: "Bitbucket Pipelines",
            marker: ("BITBUCKET_BUILD_NUMBER", nil),
            branch: ["BITBUCKET_BRANCH"],
            target: ["BITBUCKET_PR_DESTINATION_BRANCH"],
            tag: ["BITBUCKET_TAG"],
            pullRequest: ["BITBUCKET_PR_ID"]
        ),
        CISystem(
            name: "Travis CI",
            marker: ("TRAVIS", nil),
            branch: ["TRAVIS_BRANCH"],
            branchIsTarget: true,
            source: ["TRAVIS_PULL_REQUEST_BRANCH"],
            tag: ["TRAVIS_TAG"],
            pullRequest: ["TRAVIS_PULL_REQUEST"],
            event: ["TRAVIS_EVENT_TYPE"]
        ),
        CISystem(
            name: "Drone, Harness",
            marker: ("DRONE", nil),
            refs: ["DRONE_COMMIT_REF"],
            branch: ["DRONE_BRANCH", "DRONE_COMMIT_BRANCH"],
            branchIsTarget: true,
            source: ["DRONE_SOURCE_BRANCH"],
            target: ["DRONE_TARGET_BRANCH"],
            targetIsAlwaysSet: true,
            tag: ["DRONE_TAG"],
            pullRequest: ["DRONE_PULL_REQUEST"],
            event: ["DRONE_BUILD_EVENT"],
            before: ["DRONE_COMMIT_BEFORE"],
            defaultBranch: ["DRONE_REPO_BRANCH"]
        ),
        CISystem(
            name: "TeamCity",
            marker: ("TEAMCITY_VERSION", nil),
            branch: ["TEAMCITY_BUILD_BRANCH", "BUILD_VCS_BRANCH"],
            source: ["TEAMCITY_PULLREQUEST_SOURCE_BRANCH"],
            target: ["TEAMCITY_PULLREQUEST_TARGET_BRANCH"],
            pullRequest: ["TEAMCITY_PULLREQUEST_NUMBER"]
        ),
        CISystem(
            name: "AppVeyor",
            marker: ("APPVEYOR", nil),
            branch: ["APPVEYOR_REPO_BRANCH"],
            branchIsTarget: true,
            source: ["APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH"],
            tag: ["APPVEYOR_REPO_TAG_NAME"],
            pullRequest: ["APPVEYOR_PULL_REQUEST_NUMBER"]
        ),
        CISystem(
            name: "Codefresh",
            marker: ("CF_BUILD_ID", nil),
            branch: ["CF_BRANCH"],
            target: ["CF_PULL_REQUEST_TARGET", "CF_PULL_REQUEST_TARGET_BRANCH"],
            tag: ["CF_RELEASE_TAG"],
            pullRequest: ["CF_PULL_REQUEST_NUMBER", "CF_PULL_REQUEST_ID"]
        ),
        CISystem(
            name: "Semaphore",
            marker: ("SEMAPHORE", nil),
            refs: ["SEMAPHORE_GIT_REF"],
            branch: ["SEMAPHORE_GIT_BRANCH"],
            branchIsTarget: true,
            source: ["SEMAPHORE_GIT_PR_BRANCH"],
            tag: ["SEMAPHORE_GIT_TAG_NAME"],
            pullRequest: ["SEMAPHORE_GIT_PR_NUMBER"]
        ),
        CISystem(
            name: "AWS CodeBuild",
            marker: ("CODEBUILD_BUILD_ID", nil),
            refs: ["CODEBUILD_WEBHOOK_HEAD_REF"],
            target: ["CODEBUILD_WEBHOOK_BASE_REF"],
            event: ["CODEBUILD_WEBHOOK_EVENT"]
        ),
        CISystem(
            name: "Cirrus CI",
            marker: ("CIRRUS_CI", nil),
            branch: ["CIRRUS_BRANCH"],
            target: ["CIRRUS_BASE_BRANCH"],
            tag: ["CIRRUS_TAG"],
            pullRequest: ["CIRRUS_PR"],
            defaultBranch: ["CIRRUS_DEFAULT_BRANCH"]
        ),
        CISystem(
            name: "Bamboo",
            marker: ("bamboo_buildKey", nil),
            branch: ["bamboo_planRepository_branchName"],
            source: ["bamboo_repository_pr_sourceBranch"],
            target: ["bamboo_repository_pr_targetBranch"],
            pullRequest: ["bamboo_repository_pr_key"]
        ),
        CISystem(
            name: "Bitrise",
            marker: ("BITRISE_IO", nil),
            branch: ["BITRISE_GIT_BRANCH"],
            target: ["BITRISEIO_GIT_BRANCH_DEST"],
            tag: ["BITRISE_GIT_TAG"],
            pullRequest: ["BITRISE_PULL_REQUEST"]
        ),
        CISystem(
            name: "Buddy",
            marker: ("BUDDY", nil),
            branch: ["BUDDY_EXECUTION_BRANCH"],
            source: ["BUDDY_EXECUTION_PULL_REQUEST_HEAD_BRANCH"],
            target: ["BUDDY_EXECUTION_PULL_REQUEST_BASE_BRANCH"],
            tag: ["BUDDY_EXECUTION_TAG"],
            pullRequest: ["BUDDY_EXECUTION_PULL_REQUEST_NO"]
        ),
        CISystem(
            name: "Xcode Cloud",
            marker: ("CI_XCODE_PROJECT", nil),
            branch: ["CI_BRANCH"],
            source: ["CI_PULL_REQUEST_SOURCE_BRANCH"],
            target: ["CI_PULL_REQUEST_TARGET_BRANCH"],
            tag: ["CI_TAG"],
            pullRequest: ["CI_PULL_REQUEST_NUMBER"],
            event: ["CI_START_CONDITION"]
        ),
        CISystem(
            name: "Prow",
            marker: ("PROW_JOB_ID", nil),
            branch: ["PULL_BASE_REF"],
            branchIsTarget: true,
            source: ["PULL_HEAD_REF"],
            pullRequest: ["PULL_NUMBER"],
            event: ["JOB_TYPE"]
        ),
        CISystem(
            name: "Jenkins",
            marker: ("JENKINS_URL", nil),
            branch: ["BRANCH_NAME", "GIT_LOCAL_BRANCH", "GIT_BRANCH"],
            source: ["CHANGE_BRANCH"],
            target: ["CHANGE_TARGET"],
            tag: ["TAG_NAME"],
            pullRequest: ["CHANGE_ID"],
            before: ["GIT_PREVIOUS_COMMIT"]
        ),
    ]
}
