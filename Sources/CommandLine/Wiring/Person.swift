import Glibc

/// Who stands behind a decision: the CI system's word, else the user of the machine.
enum Person {
    static func name(_ environment: [String: String]) -> String {
        let actors = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_USER_ID", "BITBUCKET_STEP_TRIGGERER_UUID"]
        if let actor = actors.lazy.compactMap({ environment[$0] }).first(where: { !$0.isEmpty }) { return actor }
        if let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name { return String(cString: name) }
        return "user \(geteuid())"
    }
}
