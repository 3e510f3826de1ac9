import Core
import Testing

@Suite("What CI systems tell")
struct CIFactsTests {
    @Test(
        "a branch that is pushed, by each system's own variables",
        arguments: [
            [
                "GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main",
                "GITHUB_HEAD_REF": "",
            ],
            ["GITLAB_CI": "true", "CI_COMMIT_BRANCH": "main", "CI_COMMIT_REF_NAME": "main"],
            ["CI": "woodpecker", "CI_COMMIT_BRANCH": "main", "CI_COMMIT_TARGET_BRANCH": ""],
            ["BUILDKITE": "true", "BUILDKITE_BRANCH": "main", "BUILDKITE_PULL_REQUEST": "false", "BUILDKITE_TAG": ""],
            ["CIRCLECI": "true", "CIRCLE_BRANCH": "main"],
            ["TF_BUILD": "True", "BUILD_SOURCEBRANCH": "refs/heads/main"],
            ["CI": "true", "BITBUCKET_BRANCH": "main"],
            [
                "TRAVIS": "true", "TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST": "false",
                "TRAVIS_PULL_REQUEST_BRANCH": "",
            ],
            ["DRONE": "true", "DRONE_BRANCH": "main", "DRONE_SOURCE_BRANCH": "main", "DRONE_TARGET_BRANCH": "main"],
            ["TEAMCITY_VERSION": "2025.1", "TEAMCITY_BUILD_BRANCH": "refs/heads/main"],
            ["APPVEYOR": "True", "APPVEYOR_REPO_BRANCH": "main"],
            ["CF_BUILD_ID": "1", "CF_BRANCH": "main"],
            ["SEMAPHORE": "true", "SEMAPHORE_GIT_BRANCH": "main", "SEMAPHORE_GIT_REF": "refs/heads/main"],
            ["CODEBUILD_BUILD_ID": "x:1", "CODEBUILD_WEBHOOK_HEAD_REF": "refs/heads/main"],
            ["CIRRUS_CI": "true", "CIRRUS_BRANCH": "main"],
            ["BITRISE_IO": "true", "BITRISE_GIT_BRANCH": "main"],
            ["JENKINS_URL": "http://j", "BRANCH_NAME": "main", "GIT_BRANCH": "origin/main"],
            ["JENKINS_URL": "http://j", "GIT_BRANCH": "origin/main"],
        ]
    )
    func pushes(environment: [String: String]) {
        let facts = CIFacts(environment)
        #expect(facts.ci)
        #expect(facts.branch == "main", "\(facts)")
        #expect(facts.tag == nil)
        #expect(facts.target == nil, "\(facts)")
    }

    @Test(
        "a pull request is of the branch that it comes from, and names the one that it goes to",
        arguments: [
            [
                "GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/pull/5/merge", "GITHUB_REF_NAME": "5/merge",
                "GITHUB_HEAD_REF": "topic", "GITHUB_BASE_REF": "main",
            ],
            [
                "GITLAB_CI": "true", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "topic",
                "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_COMMIT_REF_NAME": "topic",
            ],
            [
                "CI": "woodpecker", "CI_COMMIT_BRANCH": "main", "CI_COMMIT_SOURCE_BRANCH": "topic",
                "CI_COMMIT_TARGET_BRANCH": "main", "CI_COMMIT_PULL_REQUEST": "5",
            ],
            [
                "BUILDKITE": "true", "BUILDKITE_BRANCH": "topic", "BUILDKITE_PULL_REQUEST": "5",
                "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main",
            ],
            [
                "TF_BUILD": "True", "BUILD_SOURCEBRANCH": "refs/pull/5/merge",
                "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/topic",
                "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main", "SYSTEM_PULLREQUEST_PULLREQUESTID": "5",
            ],
            [
                "BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_BRANCH": "topic", "BITBUCKET_PR_ID": "5",
                "BITBUCKET_PR_DESTINATION_BRANCH": "main",
            ],
            [
                "TRAVIS": "true", "TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST": "5",
                "TRAVIS_PULL_REQUEST_BRANCH": "topic",
            ],
            [
                "DRONE": "true", "DRONE_BRANCH": "main", "DRONE_SOURCE_BRANCH": "topic", "DRONE_TARGET_BRANCH": "main",
                "DRONE_PULL_REQUEST": "5",
            ],
            [
                "APPVEYOR": "True", "APPVEYOR_REPO_BRANCH": "main", "APPVEYOR_PULL_REQUEST_NUMBER": "5",
                "APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH": "topic",
            ],
            [
                "SEMAPHORE": "true", "SEMAPHORE_GIT_BRANCH": "main", "SEMAPHORE_GIT_PR_BRANCH": "topic",
                "SEMAPHORE_GIT_PR_NUMBER": "5",
            ],
            [
                "JENKINS_URL": "http://j", "BRANCH_NAME": "PR-5", "CHANGE_ID": "5", "CHANGE_BRANCH": "topic",
                "CHANGE_TARGET": "main",
            ],
        ]
    )
    func pullRequests(environment: [String: String]) {
        let facts = CIFacts(environment)
        #expect(facts.branch == "topic", "\(facts)")
        #expect(facts.target == "main", "\(facts)")
    }

    @Test(
        "a tag is no branch",
        arguments: [
            ["CI": "true", "GITHUB_REF": "refs/tags/v1", "GITHUB_REF_NAME": "v1", "GITHUB_REF_TYPE": "tag"],
            ["GITLAB_CI": "true", "CI_COMMIT_TAG": "v1", "CI_COMMIT_REF_NAME": "v1"],
            ["BUILDKITE": "true", "BUILDKITE_BRANCH": "v1", "BUILDKITE_TAG": "v1"],
            ["CIRCLECI": "true", "CIRCLE_TAG": "v1"],
            ["TF_BUILD": "True", "BUILD_SOURCEBRANCH": "refs/tags/v1"],
            ["BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_TAG": "v1"],
            ["TRAVIS": "true", "TRAVIS_BRANCH": "v1", "TRAVIS_TAG": "v1", "TRAVIS_PULL_REQUEST": "false"],
            ["DRONE": "true", "DRONE_BRANCH": "main", "DRONE_TAG": "v1", "DRONE_COMMIT_REF": "refs/tags/v1"],
            ["APPVEYOR": "True", "APPVEYOR_REPO_BRANCH": "main", "APPVEYOR_REPO_TAG_NAME": "v1"],
            ["JENKINS_URL": "http://j", "BRANCH_NAME": "v1", "TAG_NAME": "v1"],
        ]
    )
    func tags(environment: [String: String]) {
        let facts = CIFacts(environment)
        #expect(facts.tag == "v1", "\(facts)")
        #expect(facts.branch == nil, "\(facts)")
    }

    @Test("a merge queue is built for the branch that it goes into")
    func queue() {
        let ref = "refs/heads/gh-readonly-queue/release/1/pr-7-0123abc"
        #expect(CIFacts(["GITHUB_ACTIONS": "true", "GITHUB_REF": ref]).target == "release/1")
    }

    @Test("outside of CI nothing is told, and a system that is switched off is none")
    func none() {
        #expect(CIFacts(["HOME": "/x", "BRANCH_NAME": "x"]) == CIFacts([:]))
        #expect(!CIFacts(["CI": "false", "GITHUB_ACTIONS": "true"]).ci)
        #expect(CIFacts(["CI": "1"]).ci)
        #expect(CIFacts(["CI": "1"]).branch == nil)
    }

    @Test("where a system writes something in place of a branch, none is known")
    func placeholders() {
        #expect(CIFacts(["CIRCLECI": "true", "CIRCLE_BRANCH": "pull/5"]).branch == nil)
        #expect(CIFacts(["JENKINS_URL": "x", "GIT_BRANCH": "detached"]).branch == nil)
        #expect(CIFacts(["GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/pull/5/merge"]).branch == nil)
    }
}
