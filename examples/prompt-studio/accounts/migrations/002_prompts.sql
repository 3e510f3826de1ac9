CREATE TABLE prompts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 8000),
    enhanced text NOT NULL,
    intent text NOT NULL,
    created timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE feedback (
    prompt_id bigint PRIMARY KEY REFERENCES prompts ON DELETE CASCADE,
    rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment text NOT NULL DEFAULT ''
);
