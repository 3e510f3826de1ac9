-- What prompt-studio would keep of the prompts that it has enhanced.
CREATE TABLE prompts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text text NOT NULL CHECK (length(text) BETWEEN 1 AND 8000),
    technique text NOT NULL,
    enhanced text NOT NULL,
    UNIQUE (text, technique)
);
