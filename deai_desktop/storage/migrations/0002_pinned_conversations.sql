-- Conversations that a person keeps at the top of the list.

ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0; -- 1: above all others

CREATE INDEX conversations_by_place ON conversations (pinned, updated_at);
