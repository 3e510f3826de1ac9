-- The latest prompts of one user are asked for on every visit.
CREATE INDEX prompts_by_user ON prompts (user_id, id DESC);
