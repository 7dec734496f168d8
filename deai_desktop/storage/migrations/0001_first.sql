-- The first release: models, names of API keys, conversations with their messages.
-- Never edit a migration after its release: add the next number.

CREATE TABLE models (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    engine TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    imported INTEGER NOT NULL DEFAULT 0, -- 1: the file stays where the person keeps it
    facts TEXT NOT NULL DEFAULT '{}', -- JSON
    added_at REAL NOT NULL
) STRICT;

-- The keys themselves lie in the vault as api-key/<id>.
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    created_at REAL NOT NULL,
    last_used_at REAL
) STRICT;

-- "number" is declared so that VACUUM keeps it: the full-text index points at it.
CREATE TABLE conversations (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    system_prompt TEXT NOT NULL DEFAULT '',
    leaf_id TEXT REFERENCES messages (id), -- the end of the branch that is shown
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
) STRICT;

CREATE INDEX conversations_by_update ON conversations (updated_at);
CREATE INDEX conversations_by_leaf ON conversations (leaf_id);

-- A tree: an edited message or another answer is a sibling. A child's number is larger than its parent's.
-- parent_id must not cascade: SQLite refuses cascades deeper than 1,000, a long conversation is deeper.
CREATE TABLE messages (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    parent_id TEXT REFERENCES messages (id),
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    status TEXT NOT NULL,
    error TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL DEFAULT '',
    finish_reason TEXT NOT NULL DEFAULT '',
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    first_token_ms REAL,
    tokens_per_second REAL,
    left_out INTEGER NOT NULL DEFAULT 0, -- oldest messages that did not fit into the prompt
    destination TEXT NOT NULL DEFAULT 'this-pc',
    created_at REAL NOT NULL
) STRICT;

CREATE INDEX messages_by_conversation ON messages (conversation_id, parent_id);
CREATE INDEX messages_by_parent ON messages (parent_id);
CREATE INDEX messages_streaming ON messages (number) WHERE status = 'streaming';

CREATE VIRTUAL TABLE titles_index USING fts5 (
    title, content = 'conversations', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE messages_index USING fts5 (
    content, content = 'messages', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER titles_added AFTER INSERT ON conversations BEGIN
    INSERT INTO titles_index (rowid, title) VALUES (new.number, new.title);
END;
CREATE TRIGGER titles_removed AFTER DELETE ON conversations BEGIN
    INSERT INTO titles_index (titles_index, rowid, title) VALUES ('delete', old.number, old.title);
END;
CREATE TRIGGER titles_changed AFTER UPDATE OF title ON conversations WHEN old.title <> new.title BEGIN
    INSERT INTO titles_index (titles_index, rowid, title) VALUES ('delete', old.number, old.title);
    INSERT INTO titles_index (rowid, title) VALUES (new.number, new.title);
END;

CREATE TRIGGER messages_added AFTER INSERT ON messages BEGIN
    INSERT INTO messages_index (rowid, content) VALUES (new.number, new.content);
END;
CREATE TRIGGER messages_removed AFTER DELETE ON messages BEGIN
    INSERT INTO messages_index (messages_index, rowid, content) VALUES ('delete', old.number, old.content);
END;
CREATE TRIGGER messages_changed AFTER UPDATE OF content ON messages WHEN old.content <> new.content BEGIN
    INSERT INTO messages_index (messages_index, rowid, content) VALUES ('delete', old.number, old.content);
    INSERT INTO messages_index (rowid, content) VALUES (new.number, new.content);
END;
