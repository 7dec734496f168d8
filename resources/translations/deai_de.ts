<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutSection</name>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation>Version kopieren</translation>
    </message>
    <message>
        <source>The version is on the clipboard.</source>
        <translation>Die Version ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>This is a test build</source>
        <translation>Dies ist ein Testbau</translation>
    </message>
    <message>
        <source>It is for trying out only: the origin of some of its parts was not proven. It never updates itself into a release.</source>
        <translation>Nur zum Ausprobieren: Die Herkunft einiger Teile wurde nicht nachgewiesen. Er aktualisiert sich nie zu einer richtigen Version.</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Neuerungen</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Verwendete Software</translation>
    </message>
</context>
<context>
    <name>AccessCard</name>
    <message>
        <source>Its makers must let you in</source>
        <translation>Die Herausgeber müssen erst Zugang geben</translation>
    </message>
    <message>
        <source>Its makers ask for your consent</source>
        <translation>Die Herausgeber bitten um Zustimmung</translation>
    </message>
    <message>
        <source>Open its page, sign in and ask for access there. When it is granted, come back and press “Try again”.</source>
        <translation>Seite öffnen, anmelden und dort um Zugang bitten. Sobald er gewährt ist, hier „Erneut versuchen“ wählen.</translation>
    </message>
    <message>
        <source>1. Open its page, sign in and agree to its terms.
2. Make a token there (Settings → Access Tokens, “read” is enough).
3. Paste it here. It is kept in your system&apos;s vault and sent to this hub only.</source>
        <translation>1. Seite öffnen, anmelden und den Bedingungen zustimmen.
2. Dort ein Token anlegen (Settings → Access Tokens, „read“ genügt).
3. Hier einfügen. Es liegt im Tresor des Systems und wird nur an diesen Hub gesendet.</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>Seite öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>first word after %1 s</source>
        <translation>erstes Wort nach %1 s</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>cut off: it reached the longest answer</source>
        <translation>abgeschnitten: längste Antwort erreicht</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>1 earlier message was left out, because this model&apos;s memory is full.</source>
        <translation>1 frühere Nachricht wurde weggelassen, weil das Gedächtnis dieses Modells voll ist.</translation>
    </message>
    <message>
        <source>%1 earlier messages were left out, because this model&apos;s memory is full.</source>
        <translation>%1 frühere Nachrichten wurden weggelassen, weil das Gedächtnis dieses Modells voll ist.</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Neu antworten</translation>
    </message>
</context>
<context>
    <name>ApiSection</name>
    <message>
        <source>Local API</source>
        <translation>Lokale API</translation>
    </message>
    <message>
        <source>Programs that know OpenAI&apos;s API can use your models, on this PC and on your network.</source>
        <translation>Programme, die die API von OpenAI kennen, können die Modelle nutzen – auf diesem PC und im eigenen Netzwerk.</translation>
    </message>
    <message>
        <source>Programs on this PC that know OpenAI&apos;s API can use your models. Other computers can&apos;t reach it.</source>
        <translation>Programme auf diesem PC, die die API von OpenAI kennen, können die Modelle nutzen. Für andere Computer ist sie nicht erreichbar.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>DeAI is not running.</source>
        <translation>DeAI läuft nicht.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>The address is on the clipboard.</source>
        <translation>Die Adresse ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Counts after DeAI has been quit and started again.</source>
        <translation>Gilt, sobald DeAI beendet und neu gestartet wurde.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keys need a vault, and this PC offers none right now</source>
        <translation>Schlüssel brauchen einen Tresor, und auf diesem PC ist gerade keiner verfügbar</translation>
    </message>
    <message>
        <source>Secrets are kept in a vault or encrypted, never in plain text. %1</source>
        <translation>Geheimnisse liegen in einem Tresor oder verschlüsselt, nie im Klartext. %1</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neuer Schlüssel</translation>
    </message>
    <message>
        <source>Name it after the program that will use it.</source>
        <translation>Am besten nach dem Programm benennen, das ihn verwendet.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the new key</source>
        <translation>Name des neuen Schlüssels</translation>
    </message>
    <message>
        <source>Models only</source>
        <translation>Nur Modelle</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>What the new key may do</source>
        <translation>Was der neue Schlüssel darf</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>Create key</source>
        <translation>Schlüssel erstellen</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Revoke %1</source>
        <translation>%1 widerrufen</translation>
    </message>
    <message>
        <source>Revoke “%1”?</source>
        <translation>„%1“ widerrufen?</translation>
    </message>
    <message>
        <source>Programs that use this key can&apos;t reach your models any more. This can&apos;t be undone.</source>
        <translation>Programme mit diesem Schlüssel erreichen die Modelle dann nicht mehr. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>The key is on the clipboard.</source>
        <translation>Der Schlüssel ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>DeAI is still here</source>
        <translation>DeAI läuft weiter</translation>
    </message>
    <message>
        <source>It waits beside the clock. Quit it from there, or change this in Settings.</source>
        <translation>Es wartet neben der Uhr. Dort lässt es sich beenden; in den Einstellungen lässt sich das ändern.</translation>
    </message>
    <message>
        <source>Download finished</source>
        <translation>Download abgeschlossen</translation>
    </message>
    <message>
        <source>{model} is ready.</source>
        <translation>{model} ist bereit.</translation>
    </message>
</context>
<context>
    <name>AppearanceSection</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>The accent colour is your system&apos;s.</source>
        <translation>Die Akzentfarbe kommt vom System.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Of all text in this window, beside what your system says.</source>
        <translation>Gilt für allen Text in diesem Fenster, zusätzlich zur Einstellung des Systems.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window. A model answers in the language you write in, as far as it knows it.</source>
        <translation>Sprache des Fensters. Ein Modell antwortet in der Sprache der Frage, soweit es sie beherrscht.</translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>Leave out %1</source>
        <translation>%1 weglassen</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>“{name}” can&apos;t be attached</source>
        <translation>„{name}“ kann nicht angehängt werden</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>It can&apos;t be read.</source>
        <translation>Sie lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>It is larger than {size}.</source>
        <translation>Sie ist größer als {size}.</translation>
    </message>
    <message>
        <source>Attach the part that matters.</source>
        <translation>Nur den Teil anhängen, auf den es ankommt.</translation>
    </message>
    <message>
        <source>Only text files can be attached, such as .txt, .md, .csv or source code.</source>
        <translation>Anhängen lassen sich nur Textdateien, zum Beispiel .txt, .md, .csv oder Quellcode.</translation>
    </message>
    <message>
        <source>It is not a text file.</source>
        <translation>Es ist keine Textdatei.</translation>
    </message>
</context>
<context>
    <name>AutostartSetting</name>
    <message>
        <source>The system refuses to change it: {reason}</source>
        <translation>Das System lehnt die Änderung ab: {reason}</translation>
    </message>
    <message>
        <source>It is switched off in the system&apos;s own list of startup programs. Turn it on there.</source>
        <translation>In der Liste der Autostart-Programme des Systems ist es ausgeschaltet. Schalten Sie es dort ein.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Banners</name>
    <message>
        <source>DeAI is not running</source>
        <translation>DeAI läuft nicht</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>A very small chat model in English that answers at once on any PC; good for trying things out, not for facts.</source>
        <translation>Ein sehr kleines Chatmodell für Englisch, das auf jedem PC sofort antwortet; gut zum Ausprobieren, nicht für Fakten.</translation>
    </message>
    <message>
        <source>A good all-rounder in many languages that can think before it answers and call tools.</source>
        <translation>Ein guter Alleskönner für viele Sprachen, der vor der Antwort nachdenken und Werkzeuge aufrufen kann.</translation>
    </message>
    <message>
        <source>A small model in many languages that can think before it answers; runs on any PC.</source>
        <translation>Ein kleines Modell für viele Sprachen, das vor der Antwort nachdenken kann; läuft auf jedem PC.</translation>
    </message>
    <message>
        <source>A large model in many languages that can think before it answers and call tools; for PCs with much memory.</source>
        <translation>Ein großes Modell für viele Sprachen, das vor der Antwort nachdenken und Werkzeuge aufrufen kann; für PCs mit viel Speicher.</translation>
    </message>
    <message>
        <source>A large model of which only a tenth works at a time: fast for its size, but it needs much memory.</source>
        <translation>Ein großes Modell, von dem immer nur ein Zehntel arbeitet: schnell für seine Größe, braucht aber viel Speicher.</translation>
    </message>
    <message>
        <source>A very small model in many languages; quick on old PCs, not for facts.</source>
        <translation>Ein sehr kleines Modell für viele Sprachen; schnell auf alten PCs, nicht für Fakten.</translation>
    </message>
    <message>
        <source>A solid all-rounder in many languages that can call tools.</source>
        <translation>Ein solider Alleskönner für viele Sprachen, der Werkzeuge aufrufen kann.</translation>
    </message>
    <message>
        <source>Made for writing, explaining and mending program code.</source>
        <translation>Gemacht, um Programmcode zu schreiben, zu erklären und zu verbessern.</translation>
    </message>
    <message>
        <source>A small model for short chats, summaries and rewriting; quick on any PC.</source>
        <translation>Ein kleines Modell für kurze Gespräche, Zusammenfassungen und zum Umschreiben; schnell auf jedem PC.</translation>
    </message>
    <message>
        <source>A well-known all-rounder with long context that can call tools.</source>
        <translation>Ein bekannter Alleskönner mit langem Kontext, der Werkzeuge aufrufen kann.</translation>
    </message>
    <message>
        <source>A very large model for workstations; close to the best of its time.</source>
        <translation>Ein sehr großes Modell für Arbeitsstationen; nah an den besten seiner Zeit.</translation>
    </message>
    <message>
        <source>A tiny model for short, simple tasks; answers at once on any PC.</source>
        <translation>Ein winziges Modell für kurze, einfache Aufgaben; antwortet auf jedem PC sofort.</translation>
    </message>
    <message>
        <source>A small model in many languages for short chats and rewriting.</source>
        <translation>Ein kleines Modell für viele Sprachen, für kurze Gespräche und zum Umschreiben.</translation>
    </message>
    <message>
        <source>A good writer in many languages with long context; made to see pictures, too.</source>
        <translation>Schreibt gut in vielen Sprachen, mit langem Kontext; auch für Bilder gemacht.</translation>
    </message>
    <message>
        <source>A large, careful writer in many languages; made to see pictures, too. For PCs with much memory.</source>
        <translation>Schreibt sorgfältig in vielen Sprachen; auch für Bilder gemacht. Für PCs mit viel Speicher.</translation>
    </message>
    <message>
        <source>A small model that reasons well in English; short context.</source>
        <translation>Ein kleines Modell, das auf Englisch gut schlussfolgert; kurzer Kontext.</translation>
    </message>
    <message>
        <source>A small model that reasons well, with long context.</source>
        <translation>Ein kleines Modell, das gut schlussfolgert, mit langem Kontext.</translation>
    </message>
    <message>
        <source>A small model that reasons well and can call tools, with long context.</source>
        <translation>Ein kleines Modell, das gut schlussfolgert und Werkzeuge aufrufen kann, mit langem Kontext.</translation>
    </message>
    <message>
        <source>A mid-sized model that is strong at reasoning and mathematics, mostly in English.</source>
        <translation>Ein mittelgroßes Modell, stark im Schlussfolgern und in Mathematik, vor allem auf Englisch.</translation>
    </message>
    <message>
        <source>A quick all-rounder in English that can call tools.</source>
        <translation>Ein schneller Alleskönner für Englisch, der Werkzeuge aufrufen kann.</translation>
    </message>
    <message>
        <source>A mid-sized all-rounder in many languages with long context that can call tools.</source>
        <translation>Ein mittelgroßer Alleskönner für viele Sprachen mit langem Kontext, der Werkzeuge aufrufen kann.</translation>
    </message>
    <message>
        <source>A large all-rounder in many languages that can call tools; made to see pictures, too.</source>
        <translation>Ein großer Alleskönner für viele Sprachen, der Werkzeuge aufrufen kann; auch für Bilder gemacht.</translation>
    </message>
    <message>
        <source>A small chat model in English; quick on any PC.</source>
        <translation>Ein kleines Chatmodell für Englisch; schnell auf jedem PC.</translation>
    </message>
    <message>
        <source>A small, fully open model in six languages that can think before it answers and call tools.</source>
        <translation>Ein kleines, ganz offenes Modell für sechs Sprachen, das vor der Antwort nachdenken und Werkzeuge aufrufen kann.</translation>
    </message>
    <message>
        <source>A large model that thinks before it answers, of which only a part works at a time; it needs much memory.</source>
        <translation>Ein großes Modell, das vor der Antwort nachdenkt und von dem immer nur ein Teil arbeitet; braucht viel Speicher.</translation>
    </message>
    <message>
        <source>A base model: it goes on with a text and does not chat. For experiments and further training.</source>
        <translation>Ein Basismodell: Es setzt einen Text fort und chattet nicht. Für Versuche und zum Weitertrainieren.</translation>
    </message>
    <message>
        <source>Turns English texts into vectors, to find what is alike; small and quick.</source>
        <translation>Macht aus englischen Texten Vektoren, um Ähnliches zu finden; klein und schnell.</translation>
    </message>
    <message>
        <source>Turns English texts into vectors, to find what is alike, in longer pieces.</source>
        <translation>Macht aus englischen Texten Vektoren, um Ähnliches zu finden, auch aus längeren Stücken.</translation>
    </message>
    <message>
        <source>Turns texts of over a hundred languages into vectors, to find what is alike.</source>
        <translation>Macht aus Texten in über hundert Sprachen Vektoren, um Ähnliches zu finden.</translation>
    </message>
</context>
<context>
    <name>ChatBar</name>
    <message>
        <source>Hide conversations</source>
        <translation>Unterhaltungen ausblenden</translation>
    </message>
    <message>
        <source>Show conversations</source>
        <translation>Unterhaltungen einblenden</translation>
    </message>
    <message>
        <source>Hide options</source>
        <translation>Optionen ausblenden</translation>
    </message>
    <message>
        <source>Options of this chat</source>
        <translation>Chat-Optionen</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Drop a text file to attach it, or an exported conversation to import it</source>
        <translation>Hier ablegen: eine Textdatei zum Anhängen oder eine exportierte Unterhaltung zum Importieren</translation>
    </message>
</context>
<context>
    <name>ChatViewModel</name>
    <message>
        <source>DeAI is starting…</source>
        <translation>DeAI startet…</translation>
    </message>
    <message>
        <source>DeAI is not running.</source>
        <translation>DeAI läuft nicht.</translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Attach text files</source>
        <translation>Textdateien anhängen</translation>
    </message>
    <message>
        <source>Ask anything</source>
        <translation>Frage oder Nachricht eingeben</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line</source>
        <translation>Eingabe sendet, Umschalt+Eingabe beginnt eine neue Zeile</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Stop (%1)</source>
        <translation>Stoppen (%1)</translation>
    </message>
    <message>
        <source>Send (%1)</source>
        <translation>Senden (%1)</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ConversationColumn</name>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Export conversation</source>
        <translation>Unterhaltung exportieren</translation>
    </message>
    <message>
        <source>Import conversation</source>
        <translation>Unterhaltung importieren</translation>
    </message>
    <message>
        <source>Exported conversations (*.json)</source>
        <translation>Exportierte Unterhaltungen (*.json)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Unterhaltungen durchsuchen</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>More for conversations</source>
        <translation>Mehr zu Unterhaltungen</translation>
    </message>
    <message>
        <source>Import conversation…</source>
        <translation>Unterhaltung importieren…</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>Your conversations will be here.</source>
        <translation>Hier erscheinen die Unterhaltungen.</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
</context>
<context>
    <name>ConversationRow</name>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>New title</source>
        <translation>Neuer Titel</translation>
    </message>
    <message>
        <source>More for “%1”</source>
        <translation>Mehr zu „%1“</translation>
    </message>
    <message>
        <source>Rename (%1)</source>
        <translation>Umbenennen (%1)</translation>
    </message>
    <message>
        <source>Unpin (%1)</source>
        <translation>Lösen (%1)</translation>
    </message>
    <message>
        <source>Pin (%1)</source>
        <translation>Anheften (%1)</translation>
    </message>
    <message>
        <source>Export as Markdown…</source>
        <translation>Als Markdown exportieren…</translation>
    </message>
    <message>
        <source>Export as JSON…</source>
        <translation>Als JSON exportieren…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>Conversations</name>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
</context>
<context>
    <name>ConversationsViewModel</name>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>„{title}“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neue Unterhaltung</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Exported to {file}.</source>
        <translation>Nach {file} exportiert.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be imported</source>
        <translation>„{name}“ kann nicht importiert werden</translation>
    </message>
    <message>
        <source>“{title}” was imported.</source>
        <translation>„{title}“ wurde importiert.</translation>
    </message>
    <message>
        <source>It is too late: the conversation is gone.</source>
        <translation>Zu spät: Die Unterhaltung ist schon gelöscht.</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>CreatePoolDialog</name>
    <message>
        <source>Create a pool</source>
        <translation>Pool gründen</translation>
    </message>
    <message>
        <source>Making its keys and starting its hub. This takes some seconds.</source>
        <translation>Seine Schlüssel werden gemacht, und sein Hub wird gestartet. Das dauert einige Sekunden.</translation>
    </message>
    <message>
        <source>The PCs of a pool meet at its hub. It will run on this PC, as long as DeAI runs.</source>
        <translation>Die PCs eines Pools treffen sich an seinem Hub. Er läuft auf diesem PC, solange DeAI läuft.</translation>
    </message>
    <message>
        <source>Name of the pool</source>
        <translation>Name des Pools</translation>
    </message>
    <message>
        <source>Friends</source>
        <translation>Freunde</translation>
    </message>
    <message>
        <source>What to call this PC in it</source>
        <translation>Wie dieser PC darin heißt</translation>
    </message>
    <message>
        <source>Who can reach the hub</source>
        <translation>Wer den Hub erreicht</translation>
    </message>
    <message>
        <source>Only this PC, to try it out</source>
        <translation>Nur dieser PC, zum Ausprobieren</translation>
    </message>
    <message>
        <source>PCs in my network</source>
        <translation>PCs in meinem Netzwerk</translation>
    </message>
    <message>
        <source>Every PC in your network can then try to connect to this one. Only members and those you invite are let in, and everything is encrypted. Choose this only in a network whose people you trust, such as your home&apos;s.</source>
        <translation>Jeder PC in Ihrem Netzwerk kann dann versuchen, sich mit diesem zu verbinden. Nur Mitglieder und wen Sie einladen, werden eingelassen, und alles ist verschlüsselt. Wählen Sie das nur in einem Netzwerk, dessen Leuten Sie vertrauen, etwa zu Hause.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Gründen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>DestinationBadge</name>
    <message>
        <source>This PC</source>
        <translation>Dieser PC</translation>
    </message>
    <message>
        <source>Pool “%1”</source>
        <translation>Pool „%1“</translation>
    </message>
    <message>
        <source>Answered on this PC, in %1; nothing left it</source>
        <translation>Auf diesem PC beantwortet, in %1; nichts hat ihn verlassen</translation>
    </message>
    <message>
        <source>Answered on this PC; nothing left it</source>
        <translation>Auf diesem PC beantwortet; nichts hat ihn verlassen</translation>
    </message>
    <message>
        <source>Answered by %1</source>
        <translation>Beantwortet von %1</translation>
    </message>
</context>
<context>
    <name>DiscoverList</name>
    <message>
        <source>Search models, or paste a name like owner/model</source>
        <translation>Modelle suchen, oder einen Namen wie Besitzer/Modell einfügen</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Modelle suchen</translation>
    </message>
    <message>
        <source>Models in GGUF format, for llama.cpp</source>
        <translation>Modelle im GGUF-Format, für llama.cpp</translation>
    </message>
    <message>
        <source>Models in ONNX format, for ONNX Runtime</source>
        <translation>Modelle im ONNX-Format, für ONNX Runtime</translation>
    </message>
    <message>
        <source>What you search for is sent to %1, and listed under Privacy.</source>
        <translation>Suchbegriffe werden an %1 gesendet und stehen unter „Datenschutz“.</translation>
    </message>
    <message>
        <source>In our catalogue</source>
        <translation>In unserem Katalog</translation>
    </message>
    <message>
        <source>Recommended for this PC</source>
        <translation>Empfohlen für diesen PC</translation>
    </message>
    <message>
        <source>Show the whole catalogue (%1 more)</source>
        <translation>Ganzen Katalog zeigen (%1 weitere)</translation>
    </message>
    <message>
        <source>The whole catalogue is on this PC</source>
        <translation>Der ganze Katalog ist auf diesem PC</translation>
    </message>
    <message>
        <source>Type above to look further.</source>
        <translation>Oben etwas eingeben, um weiterzusuchen.</translation>
    </message>
    <message>
        <source>On the hub</source>
        <translation>Auf dem Hub</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Auf %1</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>Nichts gefunden zu „%1“</translation>
    </message>
    <message>
        <source>Few models are published in ONNX format: try GGUF, or fewer words.</source>
        <translation>Im ONNX-Format erscheinen nur wenige Modelle: GGUF oder weniger Wörter versuchen.</translation>
    </message>
    <message>
        <source>Try fewer words, or the name of a family, like Qwen or Gemma.</source>
        <translation>Weniger Wörter versuchen oder den Namen einer Familie, etwa Qwen oder Gemma.</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Show more models of the hub</source>
        <translation>Mehr Modelle des Hubs zeigen</translation>
    </message>
</context>
<context>
    <name>DiscoverViewModel</name>
    <message>
        <source>The hub can&apos;t be reached, and nothing is known of this from before.</source>
        <translation>Der Hub ist nicht erreichbar, und von früher ist dazu nichts bekannt.</translation>
    </message>
    <message>
        <source>The hub can&apos;t be reached; this is what was known on {when}.</source>
        <translation>Der Hub ist nicht erreichbar; das war am {when} bekannt.</translation>
    </message>
</context>
<context>
    <name>DownloadButtons</name>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause the download of %1</source>
        <translation>Download von %1 anhalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Try the download of %1 again</source>
        <translation>Download von %1 erneut versuchen</translation>
    </message>
    <message>
        <source>Resume the download of %1</source>
        <translation>Download von %1 fortsetzen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the download of %1</source>
        <translation>Download von %1 abbrechen</translation>
    </message>
    <message>
        <source>Deletes what has arrived of it.</source>
        <translation>Löscht, was davon schon da ist.</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Chat with %1</source>
        <translation>Mit %1 chatten</translation>
    </message>
    <message>
        <source>Download %1 next</source>
        <translation>%1 als Nächstes herunterladen</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>%1 wird heruntergeladen</translation>
    </message>
    <message>
        <source>Download all the same</source>
        <translation>Trotzdem herunterladen</translation>
    </message>
    <message>
        <source>Download %1 all the same</source>
        <translation>%1 trotzdem herunterladen</translation>
    </message>
    <message>
        <source>checked: exactly what was promised</source>
        <translation>geprüft: genau wie versprochen</translation>
    </message>
    <message>
        <source>not verified: its source gives no checksum</source>
        <translation>nicht geprüft: Die Quelle nennt keine Prüfsumme</translation>
    </message>
    <message>
        <source>from {place}</source>
        <translation>von {place}</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>This PC is on a metered connection. The download goes on when it is on another one, or when you resume it.</source>
        <translation>Dieser PC nutzt eine getaktete Verbindung. Der Download geht weiter, sobald er eine andere nutzt oder auf Wunsch.</translation>
    </message>
    <message>
        <source>Its model is answering. The newer version takes its place when that has ended.</source>
        <translation>Das Modell antwortet gerade. Die neuere Version tritt an seine Stelle, sobald es damit fertig ist.</translation>
    </message>
</context>
<context>
    <name>DownloadsPart</name>
    <message>
        <source>No downloads</source>
        <translation>Keine Downloads</translation>
    </message>
    <message>
        <source>What you fetch is listed here until it is done; it goes on after a restart of DeAI.</source>
        <translation>Was heruntergeladen wird, steht hier, bis es fertig ist; nach einem Neustart von DeAI geht es weiter.</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>Modelle entdecken</translation>
    </message>
</context>
<context>
    <name>DownloadsViewModel</name>
    <message>
        <source>{count} running</source>
        <translation>{count} laufend</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} wartend</translation>
    </message>
    <message>
        <source>{count} paused</source>
        <translation>{count} angehalten</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>What would you like to know?</source>
        <translation>Worum soll es gehen?</translation>
    </message>
    <message>
        <source>This model runs on the PCs of “%1”. Whoever works on your question can read it.</source>
        <translation>Dieses Modell läuft auf den PCs von „%1“. Wer Ihre Frage bearbeitet, kann sie lesen.</translation>
    </message>
    <message>
        <source>The model runs on this PC. When it is too big or busy here, a pool that you agreed to is asked.</source>
        <translation>Das Modell läuft auf diesem PC. Ist es hier zu groß oder ausgelastet, wird ein Pool gefragt, dem Sie zugestimmt haben.</translation>
    </message>
    <message>
        <source>The model runs on this PC. What you write stays here.</source>
        <translation>Das Modell läuft auf diesem PC. Alles Geschriebene bleibt hier.</translation>
    </message>
    <message>
        <source>Explain how a heat pump works, as if I were twelve</source>
        <translation>Erkläre einem zwölfjährigen Kind, wie eine Wärmepumpe funktioniert</translation>
    </message>
    <message>
        <source>Write a friendly reply that moves our meeting to Thursday</source>
        <translation>Schreibe eine freundliche Antwort, die unser Treffen auf Donnerstag verschiebt</translation>
    </message>
    <message>
        <source>Plan three quick dinners with rice and vegetables</source>
        <translation>Plane drei schnelle Abendessen mit Reis und Gemüse</translation>
    </message>
    <message>
        <source>Ask: %1</source>
        <translation>Fragen: %1</translation>
    </message>
</context>
<context>
    <name>EmptyModels</name>
    <message>
        <source>No model on this PC yet</source>
        <translation>Noch kein Modell auf diesem PC</translation>
    </message>
    <message>
        <source>Looking at your models…</source>
        <translation>Modelle werden gelesen…</translation>
    </message>
    <message>
        <source>The models can&apos;t be shown</source>
        <translation>Die Modelle können nicht angezeigt werden</translation>
    </message>
    <message>
        <source>Discover one that fits this PC, or drop a .gguf file on this page.</source>
        <translation>Eines entdecken, das auf diesen PC passt, oder eine .gguf-Datei auf dieser Seite ablegen.</translation>
    </message>
    <message>
        <source>Discover models</source>
        <translation>Modelle entdecken</translation>
    </message>
</context>
<context>
    <name>EmptyPools</name>
    <message>
        <source>Three PCs that are connected</source>
        <translation>Drei PCs, die verbunden sind</translation>
    </message>
    <message>
        <source>Lend each other your PCs</source>
        <translation>Leihen Sie einander Ihre PCs</translation>
    </message>
    <message>
        <source>In a pool, people who know each other lend each other their PCs. The PC that does the work can read your prompt, so be in one only with people you trust.</source>
        <translation>In einem Pool leihen Leute, die sich kennen, einander ihre PCs. Der PC, der die Arbeit macht, kann Ihre Anfrage lesen: Seien Sie nur mit Leuten darin, denen Sie vertrauen.</translation>
    </message>
    <message>
        <source>Create a pool</source>
        <translation>Pool gründen</translation>
    </message>
    <message>
        <source>Join a pool</source>
        <translation>Pool beitreten</translation>
    </message>
</context>
<context>
    <name>EngineRuns</name>
    <message>
        <source>Save the last runs</source>
        <translation>Die letzten Läufe speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Last runs</source>
        <translation>Letzte Läufe</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the last runs for a report</source>
        <translation>Die letzten Läufe für einen Bericht kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Save the last runs to a file, for a report</source>
        <translation>Die letzten Läufe für einen Bericht in einer Datei speichern</translation>
    </message>
    <message>
        <source>What models ran on, how fast, and why they stopped. Nothing you asked or were answered is in it.</source>
        <translation>Worauf Modelle liefen, wie schnell, und warum sie endeten. Nichts von Ihren Fragen und den Antworten steht darin.</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>Ältere zeigen</translation>
    </message>
</context>
<context>
    <name>EngineRunsViewModel</name>
    <message>
        <source>The engines&apos; last runs are on the clipboard.</source>
        <translation>Die letzten Läufe sind in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The last runs could not be saved</source>
        <translation>Die letzten Läufe konnten nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>Gespeichert als {file}.</translation>
    </message>
    <message>
        <source>1 thread</source>
        <translation>1 Thread</translation>
    </message>
    <message>
        <source>{count} threads</source>
        <translation>{count} Threads</translation>
    </message>
    <message>
        <source>{rate} tokens/s</source>
        <translation>{rate} Token/s</translation>
    </message>
    <message>
        <source>In memory now</source>
        <translation>Jetzt im Speicher</translation>
    </message>
    <message>
        <source>Unloaded on request</source>
        <translation>Auf Wunsch entladen</translation>
    </message>
    <message>
        <source>Unloaded because nobody used it</source>
        <translation>Entladen, weil es niemand benutzte</translation>
    </message>
    <message>
        <source>Unloaded to make room for another model</source>
        <translation>Entladen, um einem anderen Modell Platz zu machen</translation>
    </message>
    <message>
        <source>Ended because DeAI stopped</source>
        <translation>Beendet, weil DeAI beendet wurde</translation>
    </message>
    <message>
        <source>Could not be loaded</source>
        <translation>Ließ sich nicht laden</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>Abgestürzt</translation>
    </message>
    <message>
        <source>Ended because DeAI was killed</source>
        <translation>Beendet, weil DeAI abgebrochen wurde</translation>
    </message>
    <message>
        <source>{end}: {why}</source>
        <translation>{end}: {why}</translation>
    </message>
</context>
<context>
    <name>EngineSection</name>
    <message>
        <source>Engine</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <source>A change counts from the next time a model is loaded.</source>
        <translation>Eine Änderung gilt, sobald das nächste Mal ein Modell geladen wird.</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Kontextlänge</translation>
    </message>
    <message>
        <source>Tokens a model keeps in view. More needs more memory; a model&apos;s own limit is never passed.</source>
        <translation>So viele Token behält ein Modell im Blick. Mehr braucht mehr Arbeitsspeicher; die Grenze des Modells wird nie überschritten.</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>For one model. More than the processor has cores makes it slower.</source>
        <translation>Für ein Modell. Mehr, als der Prozessor Kerne hat, macht es langsamer.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>GPU layers</source>
        <translation>GPU-Schichten</translation>
    </message>
    <message>
        <source>How much of a model the graphics card holds. 0 uses the processor only.</source>
        <translation>Wie viel vom Modell die Grafikkarte übernimmt. Bei 0 rechnet nur der Prozessor.</translation>
    </message>
    <message>
        <source>Graphics card for ONNX models</source>
        <translation>Grafikkarte für ONNX-Modelle</translation>
    </message>
    <message>
        <source>On Windows, a part of its name. Empty takes the fastest one that works.</source>
        <translation>Unter Windows: ein Teil ihres Namens. Leer nimmt die schnellste, die funktioniert.</translation>
    </message>
    <message>
        <source>Answers at once</source>
        <translation>Antworten zugleich</translation>
    </message>
    <message>
        <source>That one model works on; each takes memory for a whole context.</source>
        <translation>An denen ein Modell arbeitet; jede braucht Speicher für einen ganzen Kontext.</translation>
    </message>
    <message>
        <source>Memory for models (GB)</source>
        <translation>Speicher für Modelle (GB)</translation>
    </message>
    <message>
        <source>What they may take together; a model that is alone may take more. When another is needed, the one used longest ago leaves.</source>
        <translation>So viel dürfen sie zusammen belegen; ein einzelnes darf mehr. Wird ein weiteres gebraucht, geht das am längsten unbenutzte.</translation>
    </message>
    <message>
        <source>Models in memory</source>
        <translation>Modelle im Arbeitsspeicher</translation>
    </message>
    <message>
        <source>At once, at most.</source>
        <translation>Gleichzeitig, höchstens.</translation>
    </message>
    <message>
        <source>Free the memory when idle</source>
        <translation>Arbeitsspeicher nach Pause freigeben</translation>
    </message>
    <message>
        <source>Minutes after which a model that nobody uses leaves memory.</source>
        <translation>Nach so vielen Minuten verlässt ein Modell, das niemand nutzt, den Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A newer version of DeAI wrote the encrypted file.</source>
        <translation>Eine neuere Version von DeAI hat die verschlüsselte Datei geschrieben.</translation>
    </message>
    <message>
        <source>A node in WSL 2 is reached at such an address, too.</source>
        <translation>Auch ein Dienst in WSL 2 ist unter einer solchen Adresse zu erreichen.</translation>
    </message>
    <message>
        <source>A secret&apos;s name has up to 100 lower-case letters, digits and . _ - /</source>
        <translation>Der Name eines Geheimnisses hat bis zu 100 Kleinbuchstaben, Ziffern und . _ - /</translation>
    </message>
    <message>
        <source>Already running</source>
        <translation>Läuft bereits</translation>
    </message>
    <message>
        <source>An answer is being written in this conversation.</source>
        <translation>In dieser Unterhaltung wird gerade eine Antwort geschrieben.</translation>
    </message>
    <message>
        <source>An empty text has no embedding.</source>
        <translation>Ein leerer Text hat kein Embedding.</translation>
    </message>
    <message>
        <source>An unexpected fault of ours; the log has more.</source>
        <translation>Ein unerwarteter Fehler in DeAI; mehr steht im Protokoll.</translation>
    </message>
    <message>
        <source>Another program has held the encrypted file for too long.</source>
        <translation>Ein anderes Programm hält die verschlüsselte Datei zu lange fest.</translation>
    </message>
    <message>
        <source>Ask again.</source>
        <translation>Noch einmal fragen.</translation>
    </message>
    <message>
        <source>Ask again: it will be loaded again.</source>
        <translation>Noch einmal fragen: Es wird dann wieder geladen.</translation>
    </message>
    <message>
        <source>Begin it at the root.</source>
        <translation>Beim Laufwerk oder Wurzelordner beginnen.</translation>
    </message>
    <message>
        <source>Call it by its address in your network, which `deai status` tells on it.</source>
        <translation>Die Adresse im eigenen Netz verwenden; `deai status` zeigt sie auf jenem PC.</translation>
    </message>
    <message>
        <source>Check that folder.</source>
        <translation>Diesen Ordner prüfen.</translation>
    </message>
    <message>
        <source>Check that it is DeAI&apos;s own deai.exe, of the same version, and that it starts: deai.exe --version</source>
        <translation>Prüfen, ob es DeAIs eigene deai.exe derselben Version ist und ob sie startet: deai.exe --version</translation>
    </message>
    <message>
        <source>Check that it is still there and yours.</source>
        <translation>Prüfen, ob sie noch da und lesbar ist.</translation>
    </message>
    <message>
        <source>Check that path.</source>
        <translation>Diesen Pfad prüfen.</translation>
    </message>
    <message>
        <source>Check that you may write to that folder, and that no other program has locked the file.</source>
        <translation>Prüfen, ob der Ordner beschreibbar ist und kein anderes Programm die Datei sperrt.</translation>
    </message>
    <message>
        <source>Check that you may write to that folder, or choose another with DEAI_HOME.</source>
        <translation>Prüfen, ob der Ordner beschreibbar ist, oder mit DEAI_HOME einen anderen wählen.</translation>
    </message>
    <message>
        <source>Check the connection and try again.</source>
        <translation>Die Verbindung prüfen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Check the connection and try again: what has arrived is kept.</source>
        <translation>Die Verbindung prüfen und erneut versuchen: Was schon da ist, bleibt.</translation>
    </message>
    <message>
        <source>Check the connection and try again; nothing is lost.</source>
        <translation>Die Verbindung prüfen und erneut versuchen; nichts ist verloren.</translation>
    </message>
    <message>
        <source>Check the disk. The database must lie on a local disk, not on a network drive.</source>
        <translation>Den Datenträger prüfen. Die Datenbank muss auf einem lokalen Laufwerk liegen, nicht auf einem Netzlaufwerk.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Den Pfad prüfen.</translation>
    </message>
    <message>
        <source>Choose a file that ends in .gguf, or download the model again.</source>
        <translation>Eine Datei mit der Endung .gguf wählen oder das Modell noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>Choose a file that was exported as JSON.</source>
        <translation>Eine Datei wählen, die als JSON exportiert wurde.</translation>
    </message>
    <message>
        <source>Choose a smaller one: deai settings set engine.context_length 2048</source>
        <translation>Einen kleineren wählen: deai settings set engine.context_length 2048</translation>
    </message>
    <message>
        <source>Choose another name, or revoke that key first.</source>
        <translation>Einen anderen Namen wählen oder zuerst jenen Schlüssel widerrufen.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Choose another quantization of this model, such as Q4_K_M.</source>
        <translation>Eine andere Quantisierung dieses Modells wählen, zum Beispiel Q4_K_M.</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>Einen anderen wählen.</translation>
    </message>
    <message>
        <source>Choose the .gguf file itself, not its folder.</source>
        <translation>Die .gguf-Datei selbst wählen, nicht ihren Ordner.</translation>
    </message>
    <message>
        <source>Choose the file with the model&apos;s weights; it is usually the largest one.</source>
        <translation>Die Datei mit den Gewichten des Modells wählen; meist ist es die größte.</translation>
    </message>
    <message>
        <source>Choose the model&apos;s .gguf file.</source>
        <translation>Die .gguf-Datei des Modells wählen.</translation>
    </message>
    <message>
        <source>Choose the ordinary download of this model.</source>
        <translation>Den gewöhnlichen Download dieses Modells wählen.</translation>
    </message>
    <message>
        <source>Close other programs, choose a smaller model, or a smaller engine.context_length.</source>
        <translation>Andere Programme schließen, ein kleineres Modell wählen oder die Kontextlänge verkleinern.</translation>
    </message>
    <message>
        <source>Close the other program, or wait a moment and try again.</source>
        <translation>Das andere Programm schließen oder kurz warten und erneut versuchen.</translation>
    </message>
    <message>
        <source>Copy all of what `deai pair` printed.</source>
        <translation>Alles kopieren, was `deai pair` ausgegeben hat.</translation>
    </message>
    <message>
        <source>DeAI could not start</source>
        <translation>DeAI konnte nicht starten</translation>
    </message>
    <message>
        <source>DeAI does not answer</source>
        <translation>DeAI antwortet nicht</translation>
    </message>
    <message>
        <source>DeAI in WSL asks for this program; it is not for people.</source>
        <translation>Dieses Programm ruft DeAI in WSL auf; für Menschen ist es nicht gedacht.</translation>
    </message>
    <message>
        <source>DeAI is closing and no longer keeps anything.</source>
        <translation>DeAI wird beendet und speichert nichts mehr.</translation>
    </message>
    <message>
        <source>DeAI is closing.</source>
        <translation>DeAI wird beendet.</translation>
    </message>
    <message>
        <source>DEAI_LAN_ADDRESS must be one IPv4 address of this PC.</source>
        <translation>DEAI_LAN_ADDRESS muss eine IPv4-Adresse dieses PCs sein.</translation>
    </message>
    <message>
        <source>Delete versions that you no longer need.</source>
        <translation>Nicht mehr benötigte Versionen löschen.</translation>
    </message>
    <message>
        <source>Do this on the PC itself.</source>
        <translation>Das geht nur auf dem PC selbst.</translation>
    </message>
    <message>
        <source>Download cancelled</source>
        <translation>Download abgebrochen</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>Download fehlgeschlagen</translation>
    </message>
    <message>
        <source>Download it again, or try another quantization of this model.</source>
        <translation>Noch einmal herunterladen oder eine andere Quantisierung dieses Modells versuchen.</translation>
    </message>
    <message>
        <source>Download the model again, or import another copy of it.</source>
        <translation>Das Modell noch einmal herunterladen oder eine andere Kopie importieren.</translation>
    </message>
    <message>
        <source>End it with: deai stop</source>
        <translation>Beenden mit: deai stop</translation>
    </message>
    <message>
        <source>From another computer, /v1 is all that can be called.</source>
        <translation>Von einem anderen Computer aus lässt sich nur /v1 aufrufen.</translation>
    </message>
    <message>
        <source>Get this model from another source.</source>
        <translation>Dieses Modell aus einer anderen Quelle holen.</translation>
    </message>
    <message>
        <source>Give an address like 192.168.1.5, or unset the variable.</source>
        <translation>Eine Adresse wie 192.168.1.5 angeben oder die Variable entfernen.</translation>
    </message>
    <message>
        <source>Give it as ordinary text.</source>
        <translation>Als gewöhnlichen Text angeben.</translation>
    </message>
    <message>
        <source>Give more of the id.</source>
        <translation>Mehr von der Kennung angeben.</translation>
    </message>
    <message>
        <source>Give the passphrase it was made with. Nothing was changed.</source>
        <translation>Die Passphrase angeben, mit der sie erstellt wurde. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Install a build of llama-cpp-python for this processor.</source>
        <translation>Eine Ausgabe von llama-cpp-python für diesen Prozessor installieren.</translation>
    </message>
    <message>
        <source>Install DeAI Desktop again or update it.</source>
        <translation>DeAI Desktop neu installieren oder aktualisieren.</translation>
    </message>
    <message>
        <source>Install DeAI Desktop again.</source>
        <translation>DeAI Desktop neu installieren.</translation>
    </message>
    <message>
        <source>Install DeAI Desktop on Windows, or set DEAI_VAULT_HELPER to the path of its deai.exe.</source>
        <translation>DeAI Desktop unter Windows installieren oder DEAI_VAULT_HELPER auf den Pfad der dortigen deai.exe setzen.</translation>
    </message>
    <message>
        <source>Install it: apt-get install libgomp1, or your distribution&apos;s package of that name.</source>
        <translation>Installieren: apt-get install libgomp1 oder das gleichnamige Paket der eigenen Distribution.</translation>
    </message>
    <message>
        <source>Install it: pip install &apos;deai-desktop[server]&apos;</source>
        <translation>Installieren: pip install &apos;deai-desktop[server]&apos;</translation>
    </message>
    <message>
        <source>It ended at once.</source>
        <translation>Er wurde sofort wieder beendet.</translation>
    </message>
    <message>
        <source>It ended without a reason.</source>
        <translation>Er endete ohne Angabe eines Grundes.</translation>
    </message>
    <message>
        <source>It is a base model without a chat template: it continues text, but does not chat.</source>
        <translation>Es ist ein Basismodell ohne Chat-Vorlage: Es führt Texte fort, chattet aber nicht.</translation>
    </message>
    <message>
        <source>It is not a conversation that DeAI Desktop has exported.</source>
        <translation>Es ist keine Unterhaltung, die DeAI Desktop exportiert hat.</translation>
    </message>
    <message>
        <source>It is not an echo model.</source>
        <translation>Es ist kein Echo-Modell.</translation>
    </message>
    <message>
        <source>It may have been deleted. Reload the list.</source>
        <translation>Vielleicht wurde der Eintrag gelöscht. Die Liste neu laden.</translation>
    </message>
    <message>
        <source>It may have ended long ago.</source>
        <translation>Vielleicht ist er längst beendet.</translation>
    </message>
    <message>
        <source>It stopped answering.</source>
        <translation>Es antwortete nicht mehr.</translation>
    </message>
    <message>
        <source>It was deleted. Try again later, or choose another model.</source>
        <translation>Sie wurde gelöscht. Später erneut versuchen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>It was unloaded in the meantime.</source>
        <translation>Es wurde inzwischen entladen.</translation>
    </message>
    <message>
        <source>It was unloaded while it was loading.</source>
        <translation>Es wurde während des Ladens entladen.</translation>
    </message>
    <message>
        <source>Its reply can&apos;t be read; another version may be running.</source>
        <translation>Seine Antwort lässt sich nicht lesen; vielleicht läuft eine andere Version.</translation>
    </message>
    <message>
        <source>List them with: deai keys list</source>
        <translation>Auflisten mit: deai keys list</translation>
    </message>
    <message>
        <source>List them with: deai models list</source>
        <translation>Auflisten mit: deai models list</translation>
    </message>
    <message>
        <source>List them with: deai nodes list</source>
        <translation>Alle zeigt: deai nodes list</translation>
    </message>
    <message>
        <source>List them with: deai settings list</source>
        <translation>Auflisten mit: deai settings list</translation>
    </message>
    <message>
        <source>List them: GET /api/downloads</source>
        <translation>Auflisten: GET /api/downloads</translation>
    </message>
    <message>
        <source>Lists of lists are not read.</source>
        <translation>Listen von Listen werden nicht gelesen.</translation>
    </message>
    <message>
        <source>llama.cpp crashed (arithmetic fault).</source>
        <translation>llama.cpp ist abgestürzt (Rechenfehler).</translation>
    </message>
    <message>
        <source>llama.cpp crashed (memory access fault).</source>
        <translation>llama.cpp ist abgestürzt (Speicherzugriffsfehler).</translation>
    </message>
    <message>
        <source>llama.cpp gave up in the middle of its work.</source>
        <translation>llama.cpp hat mitten in der Arbeit aufgegeben.</translation>
    </message>
    <message>
        <source>llama.cpp has no code for this processor.</source>
        <translation>llama.cpp hat keinen Code für diesen Prozessor.</translation>
    </message>
    <message>
        <source>llama.cpp refused the file.</source>
        <translation>llama.cpp hat die Datei abgelehnt.</translation>
    </message>
    <message>
        <source>Install DeAI Desktop again, in case a file is missing.</source>
        <translation>DeAI Desktop neu installieren, falls eine Datei fehlt.</translation>
    </message>
    <message>
        <source>Look for a newer download of this model, or a newer version of DeAI Desktop.</source>
        <translation>Nach einem neueren Download dieses Modells oder einer neueren Version von DeAI Desktop suchen.</translation>
    </message>
    <message>
        <source>Make a good one with: openssl rand -base64 32</source>
        <translation>Eine gute erzeugt: openssl rand -base64 32</translation>
    </message>
    <message>
        <source>Make one that may do everything: deai keys create NAME --scope full</source>
        <translation>Einen erstellen, der alles darf: deai keys create NAME --scope full</translation>
    </message>
    <message>
        <source>Make one with: deai keys create NAME, and send it as “Authorization: Bearer KEY”.</source>
        <translation>Einen erstellen mit: deai keys create NAME, und als „Authorization: Bearer KEY“ senden.</translation>
    </message>
    <message>
        <source>Make one with: openssl rand -hex 32</source>
        <translation>Einen erstellen mit: openssl rand -hex 32</translation>
    </message>
    <message>
        <source>Make room and start the download again.</source>
        <translation>Platz schaffen und den Download neu starten.</translation>
    </message>
    <message>
        <source>Make room and start the download again: it goes on where it stopped.</source>
        <translation>Platz schaffen und den Download neu starten: Er geht weiter, wo er aufgehört hat.</translation>
    </message>
    <message>
        <source>Make room, for example by removing models you no longer use, and try again.</source>
        <translation>Platz schaffen, zum Beispiel nicht mehr benutzte Modelle entfernen, und erneut versuchen.</translation>
    </message>
    <message>
        <source>Make the schema simpler.</source>
        <translation>Das Schema vereinfachen.</translation>
    </message>
    <message>
        <source>Model not found</source>
        <translation>Modell nicht gefunden</translation>
    </message>
    <message>
        <source>Most models want user and assistant to take turns, beginning with the user.</source>
        <translation>Die meisten Modelle erwarten, dass sich „user“ und „assistant“ abwechseln, beginnend mit „user“.</translation>
    </message>
    <message>
        <source>Move that file away and pair the nodes again.</source>
        <translation>Diese Datei verschieben und die Dienste neu koppeln.</translation>
    </message>
    <message>
        <source>Name it after the program that will use it.</source>
        <translation>Nach dem Programm benennen, das ihn verwenden wird.</translation>
    </message>
    <message>
        <source>No model is installed yet.</source>
        <translation>Noch kein Modell installiert.</translation>
    </message>
    <message>
        <source>No safe place for keys</source>
        <translation>Kein sicherer Ort für Schlüssel</translation>
    </message>
    <message>
        <source>No valid key</source>
        <translation>Kein gültiger Schlüssel</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Not enough disk space</source>
        <translation>Nicht genug Speicherplatz</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Not possible right now</source>
        <translation>Gerade nicht möglich</translation>
    </message>
    <message>
        <source>Nothing was changed. Install the newer version again.</source>
        <translation>Nichts wurde geändert. Die neuere Version wieder installieren.</translation>
    </message>
    <message>
        <source>Nothing was changed. Move the file away, or choose another folder with DEAI_HOME.</source>
        <translation>Nichts wurde geändert. Die Datei verschieben oder mit DEAI_HOME einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>On a PC without a desktop, put a passphrase into a file that only you may read and set DEAI_VAULT_PASSPHRASE_FILE to its path; or start DeAI inside a session with an unlocked vault (dbus-run-session, then gnome-keyring-daemon --unlock); or give the key of the local API in the environment variable DEAI_API_KEY, which is never stored.</source>
        <translation>Auf einem PC ohne Desktop eine Passphrase in eine Datei schreiben, die nur man selbst lesen darf, und DEAI_VAULT_PASSPHRASE_FILE auf deren Pfad setzen; oder DeAI in einer Sitzung mit entsperrtem Tresor starten (dbus-run-session, dann gnome-keyring-daemon --unlock); oder den Schlüssel der lokalen API in der Umgebungsvariablen DEAI_API_KEY angeben, die nie gespeichert wird.</translation>
    </message>
    <message>
        <source>Only a node on this PC can be used, at an address like http://127.0.0.1:3325.</source>
        <translation>Nur ein Dienst auf diesem PC lässt sich nutzen, unter einer Adresse wie http://127.0.0.1:3325.</translation>
    </message>
    <message>
        <source>Unlock it and try again. On a PC without a desktop, put a passphrase into a file that only you may read and set DEAI_VAULT_PASSPHRASE_FILE to its path; or start DeAI inside a session with an unlocked vault (dbus-run-session, then gnome-keyring-daemon --unlock); or give the key of the local API in the environment variable DEAI_API_KEY, which is never stored.</source>
        <translation>Entsperren und erneut versuchen. Auf einem PC ohne Desktop eine Passphrase in eine Datei schreiben, die nur man selbst lesen darf, und DEAI_VAULT_PASSPHRASE_FILE auf deren Pfad setzen; oder DeAI in einer Sitzung mit entsperrtem Tresor starten (dbus-run-session, dann gnome-keyring-daemon --unlock); oder den Schlüssel der lokalen API in der Umgebungsvariablen DEAI_API_KEY angeben, die nie gespeichert wird.</translation>
    </message>
    <message>
        <source>Unset PYTHON_KEYRING_BACKEND or mend keyring&apos;s settings file. On a PC without a desktop, put a passphrase into a file that only you may read and set DEAI_VAULT_PASSPHRASE_FILE to its path; or start DeAI inside a session with an unlocked vault (dbus-run-session, then gnome-keyring-daemon --unlock); or give the key of the local API in the environment variable DEAI_API_KEY, which is never stored.</source>
        <translation>PYTHON_KEYRING_BACKEND entfernen oder die Einstellungsdatei von keyring berichtigen. Auf einem PC ohne Desktop eine Passphrase in eine Datei schreiben, die nur man selbst lesen darf, und DEAI_VAULT_PASSPHRASE_FILE auf deren Pfad setzen; oder DeAI in einer Sitzung mit entsperrtem Tresor starten (dbus-run-session, dann gnome-keyring-daemon --unlock); oder den Schlüssel der lokalen API in der Umgebungsvariablen DEAI_API_KEY angeben, die nie gespeichert wird.</translation>
    </message>
    <message>
        <source>Only an answer can be written again.</source>
        <translation>Nur eine Antwort lässt sich neu schreiben.</translation>
    </message>
    <message>
        <source>A model is being measured already.</source>
        <translation>Es wird schon ein Modell gemessen.</translation>
    </message>
    <message>
        <source>A hub&apos;s token is one word of 8 to 500 letters, digits and signs.</source>
        <translation>Das Token einer Sammlung ist ein Wort aus 8 bis 500 Buchstaben, Ziffern und Zeichen.</translation>
    </message>
    <message>
        <source>A name has two parts, like Qwen/Qwen3-4B-GGUF.</source>
        <translation>Ein Name hat zwei Teile, wie Qwen/Qwen3-4B-GGUF.</translation>
    </message>
    <message>
        <source>An answer is being written. Measuring beside it would slow both down and tell nothing.</source>
        <translation>Gerade wird eine Antwort geschrieben. Daneben zu messen, würde beides bremsen und nichts aussagen.</translation>
    </message>
    <message>
        <source>Check the name. For a private model, give the hub&apos;s token first: deai models token set</source>
        <translation>Prüfen Sie den Namen. Für ein privates Modell geben Sie zuerst das Token der Sammlung an: deai models token set</translation>
    </message>
    <message>
        <source>Check the setting hub.address.</source>
        <translation>Prüfen Sie die Einstellung hub.address.</translation>
    </message>
    <message>
        <source>Check the setting hub.address: it must be a hub that speaks Hugging Face&apos;s API.</source>
        <translation>Prüfen Sie die Einstellung hub.address: Sie muss zu einer Sammlung führen, die die Schnittstelle von Hugging Face spricht.</translation>
    </message>
    <message>
        <source>Choose a smaller model, a smaller quantization of it, or a smaller engine.context_length.</source>
        <translation>Wählen Sie ein kleineres Modell, eine kleinere Quantisierung davon oder ein kleineres engine.context_length.</translation>
    </message>
    <message>
        <source>Choose a build of this model for CPU or DirectML.</source>
        <translation>Wählen Sie eine Fassung dieses Modells für CPU oder DirectML.</translation>
    </message>
    <message>
        <source>Another program or the system ended it.</source>
        <translation>Ein anderes Programm oder das System hat es beendet.</translation>
    </message>
    <message>
        <source>Allow more time, or ask another PC.</source>
        <translation>Geben Sie mehr Zeit, oder fragen Sie einen anderen PC.</translation>
    </message>
    <message>
        <source>Choose the first part instead: its name has 00001-of in it. All parts must lie in one folder.</source>
        <translation>Wählen Sie stattdessen den ersten Teil: In seinem Namen steht 00001-of. Alle Teile müssen in einem Ordner liegen.</translation>
    </message>
    <message>
        <source>Choose the folder that holds the model&apos;s .onnx file, or another build of the model.</source>
        <translation>Wählen Sie den Ordner, in dem die .onnx-Datei des Modells liegt, oder eine andere Fassung des Modells.</translation>
    </message>
    <message>
        <source>Close the program that uses the file, perhaps a virus scanner, and try again.</source>
        <translation>Das Programm schließen, das die Datei benutzt, vielleicht ein Virenscanner, und es erneut versuchen.</translation>
    </message>
    <message>
        <source>Copy it again from the hub&apos;s web page.</source>
        <translation>Kopieren Sie es noch einmal von der Webseite der Sammlung.</translation>
    </message>
    <message>
        <source>Don&apos;t use this model: it tries to read files of yours. Get it from another place.</source>
        <translation>Verwenden Sie dieses Modell nicht: Es versucht, Ihre Dateien zu lesen. Holen Sie es von einer anderen Stelle.</translation>
    </message>
    <message>
        <source>Download all parts again, from one place.</source>
        <translation>Laden Sie alle Teile noch einmal herunter, von einer Stelle.</translation>
    </message>
    <message>
        <source>Get the model from a place that offers only its ONNX files.</source>
        <translation>Holen Sie das Modell von einer Stelle, die nur seine ONNX-Dateien anbietet.</translation>
    </message>
    <message>
        <source>Give it a token that may read models: deai models token set</source>
        <translation>Geben Sie ein Token an, das Modelle lesen darf: deai models token set</translation>
    </message>
    <message>
        <source>Give the parts the names they were published with, such as model-00001-of-00003.gguf.</source>
        <translation>Geben Sie den Teilen die Namen, mit denen sie veröffentlicht wurden, etwa modell-00001-of-00003.gguf.</translation>
    </message>
    <message>
        <source>It crashed twice within an hour, so it is not loaded until you want it tried again.</source>
        <translation>Es ist innerhalb einer Stunde zweimal abgestürzt und wird erst wieder geladen, wenn Sie es noch einmal versuchen wollen.</translation>
    </message>
    <message>
        <source>It does not know the token.</source>
        <translation>Sie kennt das Token nicht.</translation>
    </message>
    <message>
        <source>It does not let everybody in.</source>
        <translation>Sie lässt nicht jeden hinein.</translation>
    </message>
    <message>
        <source>It has had too many questions from this network.</source>
        <translation>Aus diesem Netz kamen zu viele Anfragen.</translation>
    </message>
    <message>
        <source>It is in quarantine and is not used. Try again later, or choose another model.</source>
        <translation>Die Datei liegt in Quarantäne und wird nicht genutzt. Später erneut versuchen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>It was not done in the time that it had.</source>
        <translation>Es wurde in der Zeit, die es hatte, nicht fertig.</translation>
    </message>
    <message>
        <source>Not done in time</source>
        <translation>Nicht rechtzeitig fertig</translation>
    </message>
    <message>
        <source>This model is held back</source>
        <translation>Dieses Modell wird zurückgehalten</translation>
    </message>
    <message>
        <source>Models in ONNX format need ONNX Runtime, which is not installed.</source>
        <translation>Modelle im ONNX-Format brauchen ONNX Runtime, das nicht installiert ist.</translation>
    </message>
    <message>
        <source>Install it: pip install &apos;deai-desktop[onnx]&apos;</source>
        <translation>Installieren: pip install &apos;deai-desktop[onnx]&apos;</translation>
    </message>
    <message>
        <source>Models for ONNX Runtime GenAI write answers; they make no embeddings.</source>
        <translation>Modelle für ONNX Runtime GenAI schreiben Antworten; sie erzeugen keine Embeddings.</translation>
    </message>
    <message>
        <source>Use a model that was made for embeddings, or a GGUF model.</source>
        <translation>Ein Modell nehmen, das für Embeddings gemacht ist, oder ein GGUF-Modell.</translation>
    </message>
    <message>
        <source>Its folder has no tokenizer.json, which this version needs.</source>
        <translation>In seinem Ordner fehlt tokenizer.json, das diese Version braucht.</translation>
    </message>
    <message>
        <source>Choose another build of this model.</source>
        <translation>Eine andere Fassung dieses Modells wählen.</translation>
    </message>
    <message>
        <source>Use a GGUF model for that.</source>
        <translation>Dafür ein GGUF-Modell nehmen.</translation>
    </message>
    <message>
        <source>The model computed something that is no number.</source>
        <translation>Das Modell hat etwas berechnet, das keine Zahl ist.</translation>
    </message>
    <message>
        <source>ONNX Runtime GenAI lost its place in this answer.</source>
        <translation>ONNX Runtime GenAI hat in dieser Antwort den Faden verloren.</translation>
    </message>
    <message>
        <source>ONNX Runtime GenAI could not begin an answer; there may be too little memory.</source>
        <translation>ONNX Runtime GenAI konnte keine Antwort beginnen; vielleicht fehlt Speicher.</translation>
    </message>
    <message>
        <source>Allow fewer at once: deai settings set engine.slots 1</source>
        <translation>Erlauben Sie weniger Antworten zugleich: deai settings set engine.slots 1</translation>
    </message>
    <message>
        <source>Choose another build of this model; on a graphics card, also update its driver.</source>
        <translation>Eine andere Fassung dieses Modells wählen; bei einer Grafikkarte auch ihren Treiber aktualisieren.</translation>
    </message>
    <message>
        <source>Choose a build of this model for CPU, or update DeAI Desktop.</source>
        <translation>Eine Fassung dieses Modells für CPU wählen oder DeAI Desktop aktualisieren.</translation>
    </message>
    <message>
        <source>This build of the model is for a kind of device that can&apos;t be used here.</source>
        <translation>Diese Fassung des Modells ist für eine Art Gerät, die hier nicht genutzt werden kann.</translation>
    </message>
    <message>
        <source>Choose a build for CPU, or a GGUF version of this model: deai models search</source>
        <translation>Eine Fassung für CPU oder eine GGUF-Fassung dieses Modells wählen: deai models search</translation>
    </message>
    <message>
        <source>This model makes embeddings; it does not write answers.</source>
        <translation>Dieses Modell erzeugt Embeddings; es schreibt keine Antworten.</translation>
    </message>
    <message>
        <source>Choose a chat model.</source>
        <translation>Ein Chat-Modell wählen.</translation>
    </message>
    <message>
        <source>It makes its vectors in a way that this version does not know.</source>
        <translation>Es erzeugt seine Vektoren auf eine Art, die diese Version nicht kennt.</translation>
    </message>
    <message>
        <source>Choose a model that takes the mean of all tokens, or the first one.</source>
        <translation>Ein Modell wählen, das den Mittelwert aller Token nimmt, oder das erste.</translation>
    </message>
    <message>
        <source>Put tokenizer.json and config.json beside it; of a model that chats, choose genai_config.json.</source>
        <translation>tokenizer.json und config.json daneben legen; bei einem Modell für Chats genai_config.json wählen.</translation>
    </message>
    <message>
        <source>It is too large for this PC, or other programs keep the PC busy.</source>
        <translation>Es ist zu groß für diesen PC, oder andere Programme lasten den PC aus.</translation>
    </message>
    <message>
        <source>It is too slow.</source>
        <translation>Sie ist zu langsam.</translation>
    </message>
    <message>
        <source>It may be deleted already.</source>
        <translation>Vielleicht ist sie schon gelöscht.</translation>
    </message>
    <message>
        <source>It redirects in circles.</source>
        <translation>Sie leitet im Kreis weiter.</translation>
    </message>
    <message>
        <source>It redirects to an address that is not safe.</source>
        <translation>Sie leitet zu einer Adresse weiter, die nicht sicher ist.</translation>
    </message>
    <message>
        <source>It sent what can&apos;t be read and was stopped.</source>
        <translation>Es hat Unlesbares gesendet und wurde gestoppt.</translation>
    </message>
    <message>
        <source>Its answer can&apos;t be read.</source>
        <translation>Ihre Antwort ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Its answer is far too large.</source>
        <translation>Ihre Antwort ist viel zu groß.</translation>
    </message>
    <message>
        <source>Measure again when the answer is finished.</source>
        <translation>Noch einmal messen, wenn die Antwort fertig ist.</translation>
    </message>
    <message>
        <source>The measurement was cancelled.</source>
        <translation>Die Messung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The measurement was ended, because DeAI stops.</source>
        <translation>Die Messung wurde beendet, weil DeAI anhält.</translation>
    </message>
    <message>
        <source>The measurement was ended, because an answer was asked for.</source>
        <translation>Die Messung wurde beendet, weil eine Antwort gewünscht wurde.</translation>
    </message>
    <message>
        <source>The speed could not be measured</source>
        <translation>Die Geschwindigkeit ließ sich nicht messen</translation>
    </message>
    <message>
        <source>Try again when that is finished.</source>
        <translation>Erneut versuchen, wenn das fertig ist.</translation>
    </message>
    <message>
        <source>Try again when the answer is finished.</source>
        <translation>Erneut versuchen, wenn die Antwort fertig ist.</translation>
    </message>
    <message>
        <source>Make a new one on its web page, then: deai models token set</source>
        <translation>Legen Sie auf ihrer Webseite ein neues an, dann: deai models token set</translation>
    </message>
    <message>
        <source>Only your own messages can be edited.</source>
        <translation>Nur eigene Nachrichten lassen sich bearbeiten.</translation>
    </message>
    <message>
        <source>Open that distribution and run `deai pair` there: it shows what is wrong, or a code for `deai nodes add` here.</source>
        <translation>Diese Distribution öffnen und dort `deai pair` ausführen: Das zeigt, was fehlt, oder einen Code für `deai nodes add` hier.</translation>
    </message>
    <message>
        <source>Pair it again: `deai pair` there, then `deai nodes add` here.</source>
        <translation>Neu koppeln: dort `deai pair`, dann hier `deai nodes add`.</translation>
    </message>
    <message>
        <source>Pick one from the list.</source>
        <translation>Eines aus der Liste wählen.</translation>
    </message>
    <message>
        <source>Please report it.</source>
        <translation>Bitte melden.</translation>
    </message>
    <message>
        <source>Put all parts into one folder.</source>
        <translation>Legen Sie alle Teile in einen Ordner.</translation>
    </message>
    <message>
        <source>Put one into a file that only you may read and set DEAI_VAULT_PASSPHRASE_FILE to its path.</source>
        <translation>Eine in eine Datei schreiben, die nur man selbst lesen darf, und DEAI_VAULT_PASSPHRASE_FILE auf deren Pfad setzen.</translation>
    </message>
    <message>
        <source>Put the file back or import it again.</source>
        <translation>Die Datei zurücklegen oder neu importieren.</translation>
    </message>
    <message>
        <source>Remove the model and download it again.</source>
        <translation>Das Modell entfernen und noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>Restore it from a backup, or move it away and make the keys anew. Nothing was changed.</source>
        <translation>Aus einer Sicherung wiederherstellen, oder verschieben und die Schlüssel neu anlegen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Search anew.</source>
        <translation>Suchen Sie neu.</translation>
    </message>
    <message>
        <source>See `deai status`; if it hangs, `deai stop` ends it.</source>
        <translation>Siehe `deai status`; wenn er hängt, beendet ihn `deai stop`.</translation>
    </message>
    <message>
        <source>Send less at once.</source>
        <translation>Weniger auf einmal senden.</translation>
    </message>
    <message>
        <source>Shorten it, or choose a larger window: deai settings set engine.context_length</source>
        <translation>Kürzen oder in den Einstellungen eine größere Kontextlänge wählen.</translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Kürzen.</translation>
    </message>
    <message>
        <source>Shorten the text or split it over several messages.</source>
        <translation>Den Text kürzen oder auf mehrere Nachrichten verteilen.</translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation>Etwas ist schiefgegangen, das nicht hätte schiefgehen dürfen.</translation>
    </message>
    <message>
        <source>Split it into shorter texts.</source>
        <translation>In kürzere Texte aufteilen.</translation>
    </message>
    <message>
        <source>Start DeAI again.</source>
        <translation>DeAI neu starten.</translation>
    </message>
    <message>
        <source>Start it again to go on where it stopped.</source>
        <translation>Neu starten, um dort fortzufahren, wo er aufgehört hat.</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>Neu starten.</translation>
    </message>
    <message>
        <source>Stop it with `deai stop` and try again.</source>
        <translation>Mit `deai stop` beenden und erneut versuchen.</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Das hat nicht geklappt</translation>
    </message>
    <message>
        <source>That input can&apos;t be used</source>
        <translation>Diese Eingabe ist nicht verwendbar</translation>
    </message>
    <message>
        <source>That setting can&apos;t be used</source>
        <translation>Diese Einstellung ist nicht verwendbar</translation>
    </message>
    <message>
        <source>The catalogue names no model to start with.</source>
        <translation>Der Katalog nennt kein Modell für den Anfang.</translation>
    </message>
    <message>
        <source>The conversation can&apos;t be imported</source>
        <translation>Die Unterhaltung kann nicht importiert werden</translation>
    </message>
    <message>
        <source>The credential vault is locked.</source>
        <translation>Der Tresor für Anmeldedaten ist gesperrt.</translation>
    </message>
    <message>
        <source>The database can&apos;t be used</source>
        <translation>Die Datenbank ist nicht verwendbar</translation>
    </message>
    <message>
        <source>The download was cancelled. What has arrived is kept.</source>
        <translation>Der Download wurde abgebrochen. Was schon da ist, bleibt.</translation>
    </message>
    <message>
        <source>The encrypted file has no passphrase.</source>
        <translation>Für die verschlüsselte Datei ist keine Passphrase angegeben.</translation>
    </message>
    <message>
        <source>The encrypted file is damaged or was changed by somebody else.</source>
        <translation>Die verschlüsselte Datei ist beschädigt oder wurde von jemand anderem verändert.</translation>
    </message>
    <message>
        <source>The encrypted file needs the Python package “cryptography”, which is not installed.</source>
        <translation>Die verschlüsselte Datei braucht das Python-Paket „cryptography“, das nicht installiert ist.</translation>
    </message>
    <message>
        <source>The encrypted file was made with another passphrase.</source>
        <translation>Die verschlüsselte Datei wurde mit einer anderen Passphrase erstellt.</translation>
    </message>
    <message>
        <source>The engine host sent something unexpected.</source>
        <translation>Der Modellprozess hat etwas Unerwartetes gesendet.</translation>
    </message>
    <message>
        <source>The file may be damaged: export the conversation again.</source>
        <translation>Vielleicht ist die Datei beschädigt: die Unterhaltung noch einmal exportieren.</translation>
    </message>
    <message>
        <source>The file was written for big-endian computers.</source>
        <translation>Die Datei wurde für Big-Endian-Computer geschrieben.</translation>
    </message>
    <message>
        <source>The folder has no genai_config.json, which every ONNX Runtime GenAI model brings.</source>
        <translation>Im Ordner fehlt genai_config.json, die jedes Modell für ONNX Runtime GenAI mitbringt.</translation>
    </message>
    <message>
        <source>The hub does not understand that question.</source>
        <translation>Die Sammlung versteht diese Frage nicht.</translation>
    </message>
    <message>
        <source>The JSON schema asks for a form that can&apos;t be enforced.</source>
        <translation>Das JSON-Schema verlangt eine Form, die sich nicht erzwingen lässt.</translation>
    </message>
    <message>
        <source>The JSON schema is too large.</source>
        <translation>Das JSON-Schema ist zu groß.</translation>
    </message>
    <message>
        <source>The key is missing, wrong or revoked.</source>
        <translation>Der Schlüssel fehlt, ist falsch oder widerrufen.</translation>
    </message>
    <message>
        <source>The llama.cpp library is missing or broken.</source>
        <translation>Die Bibliothek llama.cpp fehlt oder ist beschädigt.</translation>
    </message>
    <message>
        <source>The log of DeAI Desktop tells more.</source>
        <translation>Mehr steht im Protokoll von DeAI Desktop.</translation>
    </message>
    <message>
        <source>The model catalogue can&apos;t be used</source>
        <translation>Der Modellkatalog ist nicht verwendbar</translation>
    </message>
    <message>
        <source>The model could not answer</source>
        <translation>Das Modell konnte nicht antworten</translation>
    </message>
    <message>
        <source>The model could not be loaded</source>
        <translation>Das Modell konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>The model does not take these messages</source>
        <translation>Das Modell nimmt diese Nachrichten nicht an</translation>
    </message>
    <message>
        <source>The model file could not be read to its end; it changed or the disk is failing.</source>
        <translation>Die Modelldatei ließ sich nicht bis zum Ende lesen; sie wurde geändert, oder der Datenträger ist defekt.</translation>
    </message>
    <message>
        <source>The model file is damaged or incomplete.</source>
        <translation>Die Modelldatei ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>The model hub can&apos;t be reached</source>
        <translation>Die Modellsammlung im Netz ist nicht erreichbar</translation>
    </message>
    <message>
        <source>The model hub can&apos;t be used</source>
        <translation>Die Modellsammlung im Netz ist nicht nutzbar</translation>
    </message>
    <message>
        <source>The model hub is busy</source>
        <translation>Die Modellsammlung im Netz ist überlastet</translation>
    </message>
    <message>
        <source>The model hub wants a token</source>
        <translation>Die Modellsammlung im Netz verlangt ein Token</translation>
    </message>
    <message>
        <source>The model is not loaded.</source>
        <translation>Das Modell ist nicht geladen.</translation>
    </message>
    <message>
        <source>The model stopped unexpectedly</source>
        <translation>Das Modell wurde unerwartet beendet</translation>
    </message>
    <message>
        <source>The model&apos;s chat template is faulty</source>
        <translation>Die Chat-Vorlage des Modells ist fehlerhaft</translation>
    </message>
    <message>
        <source>The model wants to load program code or to write files, which is not safe.</source>
        <translation>Das Modell will Programmcode laden oder Dateien schreiben; das ist nicht sicher.</translation>
    </message>
    <message>
        <source>The path must be a full one.</source>
        <translation>Der Pfad muss vollständig sein.</translation>
    </message>
    <message>
        <source>The port is in use</source>
        <translation>Der Port ist belegt</translation>
    </message>
    <message>
        <source>The prompt is empty.</source>
        <translation>Der Prompt ist leer.</translation>
    </message>
    <message>
        <source>The system ended it, most often because the PC ran out of memory.</source>
        <translation>Das System hat es beendet, meist weil der Arbeitsspeicher nicht reichte.</translation>
    </message>
    <message>
        <source>The system lacks the library libgomp, which llama.cpp was built with.</source>
        <translation>Dem System fehlt die Bibliothek libgomp, mit der llama.cpp gebaut wurde.</translation>
    </message>
    <message>
        <source>The text could not be turned into tokens.</source>
        <translation>Der Text ließ sich nicht in Token umwandeln.</translation>
    </message>
    <message>
        <source>The token does not allow that.</source>
        <translation>Das Token erlaubt das nicht.</translation>
    </message>
    <message>
        <source>The Windows side refused without a reason.</source>
        <translation>Die Windows-Seite hat ohne Begründung abgelehnt.</translation>
    </message>
    <message>
        <source>There is no DeAI on the Windows side to keep secrets.</source>
        <translation>Auf der Windows-Seite gibt es kein DeAI, das Geheimnisse aufbewahrt.</translation>
    </message>
    <message>
        <source>There is no key of that name or id.</source>
        <translation>Es gibt keinen Schlüssel mit diesem Namen oder dieser Kennung.</translation>
    </message>
    <message>
        <source>There is no such download.</source>
        <translation>Diesen Download gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such message in this conversation.</source>
        <translation>Diese Nachricht gibt es in dieser Unterhaltung nicht.</translation>
    </message>
    <message>
        <source>There is nothing to answer.</source>
        <translation>Es gibt nichts zu beantworten.</translation>
    </message>
    <message>
        <source>There was not enough memory for the model.</source>
        <translation>Der Arbeitsspeicher reichte für das Modell nicht aus.</translation>
    </message>
    <message>
        <source>This API answers on this PC only.</source>
        <translation>Diese API antwortet nur auf diesem PC.</translation>
    </message>
    <message>
        <source>This API needs a key.</source>
        <translation>Diese API braucht einen Schlüssel.</translation>
    </message>
    <message>
        <source>This file belongs to a model but is none itself: an adapter, a vocabulary or a vision part.</source>
        <translation>Diese Datei gehört zu einem Modell, ist aber selbst keines: ein Adapter, ein Vokabular oder ein Bildteil.</translation>
    </message>
    <message>
        <source>This is a fault of ours</source>
        <translation>Ein Fehler in DeAI</translation>
    </message>
    <message>
        <source>This is no name of a WSL distribution.</source>
        <translation>Das ist kein Name einer WSL-Distribution.</translation>
    </message>
    <message>
        <source>This is no pairing code.</source>
        <translation>Das ist kein Kopplungscode.</translation>
    </message>
    <message>
        <source>This is no request of DeAI in WSL.</source>
        <translation>Das ist keine Anfrage von DeAI in WSL.</translation>
    </message>
    <message>
        <source>This key comes from the environment variable DEAI_API_KEY.</source>
        <translation>Dieser Schlüssel stammt aus der Umgebungsvariablen DEAI_API_KEY.</translation>
    </message>
    <message>
        <source>This key may call /v1 only.</source>
        <translation>Dieser Schlüssel darf nur /v1 aufrufen.</translation>
    </message>
    <message>
        <source>This model can&apos;t do that</source>
        <translation>Dieses Modell kann das nicht</translation>
    </message>
    <message>
        <source>This model file can&apos;t be used</source>
        <translation>Diese Modelldatei ist nicht verwendbar</translation>
    </message>
    <message>
        <source>This model needs a permission</source>
        <translation>Dieses Modell braucht eine Erlaubnis</translation>
    </message>
    <message>
        <source>This name stands for the key in DEAI_API_KEY.</source>
        <translation>Dieser Name steht für den Schlüssel in DEAI_API_KEY.</translation>
    </message>
    <message>
        <source>This name stands for this PC&apos;s own node.</source>
        <translation>Dieser Name steht für den eigenen Dienst dieses PCs.</translation>
    </message>
    <message>
        <source>This PC does not go by that name.</source>
        <translation>Dieser PC hat einen anderen Namen.</translation>
    </message>
    <message>
        <source>This PC offers no credential vault that is running.</source>
        <translation>Auf diesem PC läuft kein Tresor für Anmeldedaten.</translation>
    </message>
    <message>
        <source>This PC&apos;s processor lacks instructions that the llama.cpp library was built for.</source>
        <translation>Dem Prozessor dieses PCs fehlen Befehle, die die Bibliothek llama.cpp voraussetzt.</translation>
    </message>
    <message>
        <source>This secret is empty or not text.</source>
        <translation>Dieses Geheimnis ist leer oder kein Text.</translation>
    </message>
    <message>
        <source>This version does not know the model&apos;s vocabulary.</source>
        <translation>Diese Version kennt das Vokabular des Modells nicht.</translation>
    </message>
    <message>
        <source>Too long for this model</source>
        <translation>Zu lang für dieses Modell</translation>
    </message>
    <message>
        <source>Try `deai node` to see more.</source>
        <translation>Mehr zeigt `deai node`.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>Try again when this PC is online, or choose another version of this model.</source>
        <translation>Erneut versuchen, wenn dieser PC online ist, oder eine andere Fassung des Modells wählen.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Erneut versuchen.</translation>
    </message>
    <message>
        <source>Try again; if it happens again with this model, get the file from another source.</source>
        <translation>Erneut versuchen; passiert es mit diesem Modell wieder, die Datei aus einer anderen Quelle holen.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, this model&apos;s file is at fault.</source>
        <translation>Erneut versuchen; passiert es wieder, liegt es an der Datei dieses Modells.</translation>
    </message>
    <message>
        <source>Two nodes can&apos;t share a port: deai settings set api.port 3325 on one of them, then start it again. Or go back to this PC&apos;s own: deai nodes use this-pc</source>
        <translation>Zwei Dienste können sich keinen Port teilen: bei einem von ihnen deai settings set api.port 3325, dann ihn neu starten. Oder zurück zum eigenen dieses PCs: deai nodes use this-pc</translation>
    </message>
    <message>
        <source>Type a message.</source>
        <translation>Eine Nachricht eingeben.</translation>
    </message>
    <message>
        <source>Unload the model, or close the program that uses the file, and try again.</source>
        <translation>Das Modell entladen oder das Programm schließen, das die Datei benutzt, und erneut versuchen.</translation>
    </message>
    <message>
        <source>Unset the variable and start DeAI again.</source>
        <translation>Die Variable entfernen und DeAI neu starten.</translation>
    </message>
    <message>
        <source>Update DeAI Desktop, or choose another model.</source>
        <translation>DeAI Desktop aktualisieren oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>Update DeAI on both sides.</source>
        <translation>DeAI auf beiden Seiten aktualisieren.</translation>
    </message>
    <message>
        <source>Update DeAI; nothing was changed.</source>
        <translation>DeAI aktualisieren; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Use another file of this model; this one can still be used through /v1/completions.</source>
        <translation>Eine andere Datei dieses Modells verwenden; diese lässt sich noch über /v1/completions nutzen.</translation>
    </message>
    <message>
        <source>Use it through /v1/completions, or choose a chat (instruct) model.</source>
        <translation>Über /v1/completions nutzen oder ein Chatmodell (Instruct) wählen.</translation>
    </message>
    <message>
        <source>Use it, or end it with: deai stop</source>
        <translation>Mit diesem arbeiten oder ihn beenden mit: deai stop</translation>
    </message>
    <message>
        <source>Use the common parts of JSON schema: types, properties, required, items, enum, $defs.</source>
        <translation>Die üblichen Teile von JSON-Schema verwenden: types, properties, required, items, enum, $defs.</translation>
    </message>
    <message>
        <source>Use up to 100 small letters, digits, dots, hyphens and underscores.</source>
        <translation>Bis zu 100 Kleinbuchstaben, Ziffern, Punkte, Bindestriche und Unterstriche verwenden.</translation>
    </message>
    <message>
        <source>Wait for it, or stop it first.</source>
        <translation>Warten oder sie zuerst stoppen.</translation>
    </message>
    <message>
        <source>Web pages may not use this API unless you allow it.</source>
        <translation>Webseiten dürfen diese API nur mit Erlaubnis nutzen.</translation>
    </message>
    <message>
        <source>A fault of ours; the log has more.</source>
        <translation>Ein Fehler von uns; das Protokoll enthält mehr.</translation>
    </message>
    <message>
        <source>Check the date and time of this PC. If they are right, somebody may be holding newer versions back: try again from another network. Nothing was changed.</source>
        <translation>Datum und Uhrzeit dieses PCs prüfen. Stimmen sie, hält vielleicht jemand neuere Versionen zurück: aus einem anderen Netz erneut versuchen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>DeAI is busy with an update already.</source>
        <translation>DeAI ist schon mit einem Update beschäftigt.</translation>
    </message>
    <message>
        <source>Fetch it first: deai update</source>
        <translation>Zuerst holen: deai update</translation>
    </message>
    <message>
        <source>It is not signed by the keys that this program came with.</source>
        <translation>Es ist nicht mit den Schlüsseln unterschrieben, die zu diesem Programm gehören.</translation>
    </message>
    <message>
        <source>It was deleted. Nothing was changed.</source>
        <translation>Sie wurde gelöscht. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>It was removed. Fetch it again.</source>
        <translation>Sie wurde entfernt. Erneut holen.</translation>
    </message>
    <message>
        <source>Look for one: deai update --check</source>
        <translation>Nach einer suchen: deai update --check</translation>
    </message>
    <message>
        <source>Make room and try again.</source>
        <translation>Platz schaffen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Mend that setting.</source>
        <translation>Diese Einstellung berichtigen.</translation>
    </message>
    <message>
        <source>Newer versions have to be fetched by hand.</source>
        <translation>Neuere Versionen müssen von Hand geholt werden.</translation>
    </message>
    <message>
        <source>No update is ready.</source>
        <translation>Kein Update ist bereit.</translation>
    </message>
    <message>
        <source>Nothing was changed. Do not install it from elsewhere; try again later.</source>
        <translation>Es wurde nichts geändert. Nicht von anderswo installieren; später erneut versuchen.</translation>
    </message>
    <message>
        <source>The file has changed since it was checked.</source>
        <translation>Die Datei wurde seit der Prüfung verändert.</translation>
    </message>
    <message>
        <source>The list of versions can&apos;t be read.</source>
        <translation>Die Liste der Versionen lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The server offers something older than this PC has seen already, or parts that do not belong together.</source>
        <translation>Der Server bietet Älteres an, als dieser PC schon gesehen hat, oder Teile, die nicht zusammengehören.</translation>
    </message>
    <message>
        <source>The update did not work</source>
        <translation>Das Update ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The update server can&apos;t be used: it does not answer.</source>
        <translation>Der Server für Updates ist nicht nutzbar: Er antwortet nicht.</translation>
    </message>
    <message>
        <source>The update was refused</source>
        <translation>Das Update wurde abgelehnt</translation>
    </message>
    <message>
        <source>There is no newer version to fetch.</source>
        <translation>Es gibt keine neuere Version zu holen.</translation>
    </message>
    <message>
        <source>There is no room for the list of versions.</source>
        <translation>Für die Liste der Versionen ist kein Platz.</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>Einen Moment warten.</translation>
    </message>
    <message>
        <source>What the server says can&apos;t be read.</source>
        <translation>Was der Server sagt, lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>What the server says of the newest version has expired.</source>
        <translation>Was der Server über die neueste Version sagt, ist abgelaufen.</translation>
    </message>
    <message>
        <source>What the server sends is not what the signed list names.</source>
        <translation>Was der Server sendet, ist nicht das, was die unterschriebene Liste nennt.</translation>
    </message>
    <message>
        <source>updates.address must begin with https://.</source>
        <translation>updates.address muss mit https:// beginnen.</translation>
    </message>
    <message>
        <source>There is no file “{name}” in quarantine.</source>
        <translation>In der Quarantäne gibt es keine Datei „{name}“.</translation>
    </message>
    <message>
        <source>Nobody says what {file} has to be like: its size or its SHA-256 is not known.</source>
        <translation>Niemand sagt, wie {file} sein muss: Größe oder SHA-256 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>A key&apos;s name is one line of 1 to {most} characters.</source>
        <translation>Der Name eines Schlüssels ist eine Zeile mit 1 bis {most} Zeichen.</translation>
    </message>
    <message>
        <source>A list can&apos;t have {limit} entries from {offset} on.</source>
        <translation>Eine Liste kann nicht {limit} Einträge ab {offset} haben.</translation>
    </message>
    <message>
        <source>A node of yours is running{where}.</source>
        <translation>Ein eigener Dienst läuft bereits{where}.</translation>
    </message>
    <message>
        <source>A text has {tokens} tokens; embeddings take at most {most}.</source>
        <translation>Ein Text hat {tokens} Token; Embeddings fassen höchstens {most}.</translation>
    </message>
    <message>
        <source>Agree to them on {page} , make a token that may read models, and give it with: deai models token set</source>
        <translation>Stimmen Sie ihnen auf {page} zu, legen Sie ein Token an, das Modelle lesen darf, und geben Sie es an mit: deai models token set</translation>
    </message>
    <message>
        <source>Agree to them on {page} , with the account that the token belongs to. Some take a while to say yes.</source>
        <translation>Stimmen Sie ihnen auf {page} zu, mit dem Konto, zu dem das Token gehört. Manche lassen sich mit dem Ja etwas Zeit.</translation>
    </message>
    <message>
        <source>An unexpected fault: {fault}.</source>
        <translation>Ein unerwarteter Fehler: {fault}.</translation>
    </message>
    <message>
        <source>Another model is already named “{name}”.</source>
        <translation>Ein anderes Modell heißt bereits „{name}“.</translation>
    </message>
    <message>
        <source>Another program is using {file} ({reason}).</source>
        <translation>Ein anderes Programm benutzt {file} ({reason}).</translation>
    </message>
    <message>
        <source>Another program{owner} uses port {port}.</source>
        <translation>Ein anderes Programm{owner} benutzt den Port {port}.</translation>
    </message>
    <message>
        <source>Ask for 1 to {most} entries, from 0 on.</source>
        <translation>1 bis {most} Einträge ab 0 anfordern.</translation>
    </message>
    <message>
        <source>Call it as http://127.0.0.1:{port}.</source>
        <translation>Als http://127.0.0.1:{port} aufrufen.</translation>
    </message>
    <message>
        <source>Choose a shorter {part}.</source>
        <translation>Kürzer fassen: {part}.</translation>
    </message>
    <message>
        <source>DeAI in the distribution “{distribution}” could not be asked for a key.</source>
        <translation>DeAI in der Distribution „{distribution}“ ließ sich nicht nach einem Schlüssel fragen.</translation>
    </message>
    <message>
        <source>Did you mean {name}?</source>
        <translation>War {name} gemeint?</translation>
    </message>
    <message>
        <source>End it, or choose another port: deai settings set api.port {port}</source>
        <translation>Das Programm beenden oder einen anderen Port wählen: deai settings set api.port {port}</translation>
    </message>
    <message>
        <source>Fetch it again with: deai models remove {model}, then deai models pull {again}</source>
        <translation>Neu holen mit: deai models remove {model}, danach deai models pull {again}</translation>
    </message>
    <message>
        <source>Get the starter model: deai models pull {model}</source>
        <translation>Das Modell für den Anfang holen: deai models pull {model}</translation>
    </message>
    <message>
        <source>If you trust the page: deai settings set api.allowed_origins {origin}</source>
        <translation>Wenn die Seite vertrauenswürdig ist: deai settings set api.allowed_origins {origin}</translation>
    </message>
    <message>
        <source>It answers {status}.</source>
        <translation>Sie antwortet {status}.</translation>
    </message>
    <message>
        <source>It did not answer within {seconds} seconds.</source>
        <translation>Er hat {seconds} Sekunden lang nicht geantwortet.</translation>
    </message>
    <message>
        <source>It did not take the request within {seconds} seconds and was stopped.</source>
        <translation>Es hat die Anfrage {seconds} Sekunden lang nicht angenommen und wurde gestoppt.</translation>
    </message>
    <message>
        <source>It does not answer: {reason}.</source>
        <translation>Sie antwortet nicht: {reason}.</translation>
    </message>
    <message>
        <source>It does not say how large {file} is.</source>
        <translation>Sie sagt nicht, wie groß {file} ist.</translation>
    </message>
    <message>
        <source>It gives no usable answer: {reason}.</source>
        <translation>Sie gibt keine brauchbare Antwort: {reason}.</translation>
    </message>
    <message>
        <source>It is larger than {size}.</source>
        <translation>Die Datei ist größer als {size}.</translation>
    </message>
    <message>
        <source>It is out of order (it answers {status}).</source>
        <translation>Sie ist gestört (sie antwortet {status}).</translation>
    </message>
    <message>
        <source>It needs about {size} of memory, and this PC has {room} for models.</source>
        <translation>Es braucht etwa {size} Speicher, und dieser PC hat {room} für Modelle.</translation>
    </message>
    <message>
        <source>It replied with status {status}.</source>
        <translation>Er hat mit dem Status {status} geantwortet.</translation>
    </message>
    <message>
        <source>It runs, but has not answered for {seconds} seconds.</source>
        <translation>Er läuft, hat aber seit {seconds} Sekunden nicht geantwortet.</translation>
    </message>
    <message>
        <source>It was refused: {reason}.</source>
        <translation>Er wurde abgelehnt: {reason}.</translation>
    </message>
    <message>
        <source>It wrote too little in {seconds} seconds to tell its speed.</source>
        <translation>Es hat in {seconds} Sekunden zu wenig geschrieben, um etwas über sein Tempo zu sagen.</translation>
    </message>
    <message>
        <source>Its chat template can&apos;t be used: {reason}.</source>
        <translation>Seine Chat-Vorlage ist nicht verwendbar: {reason}.</translation>
    </message>
    <message>
        <source>Its description takes more than {size}, which no real model needs.</source>
        <translation>Die Beschreibung in der Datei braucht mehr als {size}; kein echtes Modell braucht so viel.</translation>
    </message>
    <message>
        <source>Its process ended with code {code}.</source>
        <translation>Sein Prozess endete mit dem Code {code}.</translation>
    </message>
    <message>
        <source>keyring is set to {module}.{name}, which is not a credential vault known to be safe.</source>
        <translation>keyring ist auf {module}.{name} eingestellt; das ist kein Tresor für Anmeldedaten, der als sicher bekannt ist.</translation>
    </message>
    <message>
        <source>llama.cpp could not work on the text (status {status}).</source>
        <translation>llama.cpp konnte den Text nicht verarbeiten (Status {status}).</translation>
    </message>
    <message>
        <source>Make it simpler; counts may go up to {count}, nesting up to {depth}.</source>
        <translation>Es vereinfachen; Anzahlen dürfen bis {count} gehen, Verschachtelungen bis {depth}.</translation>
    </message>
    <message>
        <source>Make it yours alone: chmod 600 {file}</source>
        <translation>Allen anderen den Zugriff nehmen: chmod 600 {file}</translation>
    </message>
    <message>
        <source>No model named “{name}” is installed.</source>
        <translation>Ein Modell namens „{name}“ ist nicht installiert.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Move the file away to start afresh, or put a copy in its place: one made before an update may lie beside it as {file}.before-….</source>
        <translation>Nichts wurde gelöscht. Die Datei verschieben, um neu anzufangen, oder eine Kopie an ihre Stelle legen: Vielleicht liegt daneben eine, die vor einer Aktualisierung entstand: {file}.before-….</translation>
    </message>
    <message>
        <source>Others may read the passphrase in {file}.</source>
        <translation>Andere können die Passphrase in {file} lesen.</translation>
    </message>
    <message>
        <source>Port {port} can&apos;t be opened at {host}: {reason}.</source>
        <translation>Der Port {port} lässt sich an {host} nicht öffnen: {reason}.</translation>
    </message>
    <message>
        <source>Remove the model and get it again: deai models remove {model}</source>
        <translation>Das Modell entfernen und neu holen: deai models remove {model}</translation>
    </message>
    <message>
        <source>See what there is: deai models show {model}</source>
        <translation>Sehen Sie nach, was es gibt: deai models show {model}</translation>
    </message>
    <message>
        <source>The catalogue has no model named “{name}”.</source>
        <translation>Der Katalog hat kein Modell namens „{name}“.</translation>
    </message>
    <message>
        <source>The conversation has {messages} messages; at most {most} fit into a file.</source>
        <translation>Die Unterhaltung hat {messages} Nachrichten; höchstens {most} passen in eine Datei.</translation>
    </message>
    <message>
        <source>The disk reports an error at {file} ({reason}).</source>
        <translation>Der Datenträger meldet einen Fehler bei {file} ({reason}).</translation>
    </message>
    <message>
        <source>The encrypted file {file} can&apos;t be read: {reason}.</source>
        <translation>Die verschlüsselte Datei {file} lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>The encrypted file {file} can&apos;t be written: {reason}.</source>
        <translation>Die verschlüsselte Datei {file} lässt sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {reason}.</source>
        <translation>Die Datei lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>The file is damaged: {damage}.</source>
        <translation>Die Datei ist beschädigt: {damage}.</translation>
    </message>
    <message>
        <source>The file is incomplete: {damage}.</source>
        <translation>Die Datei ist unvollständig: {damage}.</translation>
    </message>
    <message>
        <source>The file uses version {version} of the GGUF format; versions 2 and 3 are understood.</source>
        <translation>Die Datei hat Version {version} des Formats GGUF; verstanden werden die Versionen 2 und 3.</translation>
    </message>
    <message>
        <source>The file {file} can&apos;t be made: {reason}.</source>
        <translation>Die Datei {file} lässt sich nicht anlegen: {reason}.</translation>
    </message>
    <message>
        <source>The file {file} can&apos;t be opened or written ({reason}).</source>
        <translation>Die Datei {file} lässt sich nicht öffnen oder schreiben ({reason}).</translation>
    </message>
    <message>
        <source>The file {file} is a database of another program.</source>
        <translation>Die Datei {file} ist die Datenbank eines anderen Programms.</translation>
    </message>
    <message>
        <source>The file {file} is damaged or is not a database.</source>
        <translation>Die Datei {file} ist beschädigt oder keine Datenbank.</translation>
    </message>
    <message>
        <source>The file {file} is gone or has changed.</source>
        <translation>Die Datei {file} ist verschwunden oder wurde geändert.</translation>
    </message>
    <message>
        <source>The file {file} was written by a newer version of DeAI Desktop (layout {layout}; this version knows {newest}).</source>
        <translation>Die Datei {file} stammt von einer neueren Version von DeAI Desktop (Aufbau {layout}; diese Version kennt {newest}).</translation>
    </message>
    <message>
        <source>The hub has no model named “{model}”, or it is not public.</source>
        <translation>Die Sammlung hat kein Modell namens „{model}“, oder es ist nicht öffentlich.</translation>
    </message>
    <message>
        <source>The folder holds “{file}”, which can run programs when it is opened.</source>
        <translation>Im Ordner liegt „{file}“; beim Öffnen kann diese Datei Programme ausführen.</translation>
    </message>
    <message>
        <source>The JSON schema can&apos;t be used: {reason}.</source>
        <translation>Das JSON-Schema ist nicht verwendbar: {reason}.</translation>
    </message>
    <message>
        <source>The key could not be {done} ({kind}).</source>
        <translation>Der Schlüssel ließ sich nicht {done} ({kind}).</translation>
    </message>
    <message>
        <source>The key in DEAI_API_KEY must have {fewest} to {most} characters: plain letters, digits and signs, no spaces.</source>
        <translation>Der Schlüssel in DEAI_API_KEY muss {fewest} bis {most} Zeichen haben: einfache Buchstaben, Ziffern und Satzzeichen, keine Leerzeichen.</translation>
    </message>
    <message>
        <source>The key of the node “{name}” is no longer in the vault.</source>
        <translation>Der Schlüssel des Dienstes „{name}“ ist nicht mehr im Tresor.</translation>
    </message>
    <message>
        <source>The list of other nodes can&apos;t be used: {file}</source>
        <translation>Die Liste der anderen Dienste ist nicht verwendbar: {file}</translation>
    </message>
    <message>
        <source>The log may tell why: {folder}</source>
        <translation>Warum, steht vielleicht im Protokoll: {folder}</translation>
    </message>
    <message>
        <source>The makers of {model} give it only to people who agreed to their terms.</source>
        <translation>{model} geben seine Hersteller nur an Personen, die ihren Bedingungen zugestimmt haben.</translation>
    </message>
    <message>
        <source>The model names the file “{file}”, which is not in its folder.</source>
        <translation>Das Modell nennt die Datei „{file}“, die nicht in seinem Ordner liegt.</translation>
    </message>
    <message>
        <source>The model was split into several files, and {file} is missing.</source>
        <translation>Das Modell ist auf mehrere Dateien aufgeteilt, und {file} fehlt.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template failed: {reason}</source>
        <translation>Die Chat-Vorlage des Modells ist gescheitert: {reason}</translation>
    </message>
    <message>
        <source>The model&apos;s chat template says: {words}</source>
        <translation>Die Chat-Vorlage des Modells sagt: {words}</translation>
    </message>
    <message>
        <source>The node at {address} does not answer.</source>
        <translation>Der Dienst unter {address} antwortet nicht.</translation>
    </message>
    <message>
        <source>The node “{name}” at {address} does not answer.</source>
        <translation>Der Dienst „{name}“ unter {address} antwortet nicht.</translation>
    </message>
    <message>
        <source>The passphrase can&apos;t be read from {file}: {reason}.</source>
        <translation>Die Passphrase lässt sich nicht aus {file} lesen: {reason}.</translation>
    </message>
    <message>
        <source>The passphrase in {file} must have {fewest} to {most} bytes.</source>
        <translation>Die Passphrase in {file} muss {fewest} bis {most} Byte haben.</translation>
    </message>
    <message>
        <source>The prompt has {tokens} tokens, the context window holds {length}.</source>
        <translation>Der Prompt hat {tokens} Token, das Kontextfenster fasst {length}.</translation>
    </message>
    <message>
        <source>The prompt has {tokens} tokens, this model&apos;s context window holds {length} with the answer.</source>
        <translation>Der Prompt hat {tokens} Token, das Kontextfenster dieses Modells fasst mit der Antwort {length}.</translation>
    </message>
    <message>
        <source>The request is larger than {size} MB.</source>
        <translation>Die Anfrage ist größer als {size} MB.</translation>
    </message>
    <message>
        <source>The settings file can&apos;t be read: {reason}.</source>
        <translation>Die Einstellungsdatei lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>The tensor “{tensor}” is packed in a way (type {kind}) that is not understood.</source>
        <translation>Der Tensor „{tensor}“ ist auf eine Art gepackt (Typ {kind}), die nicht verstanden wird.</translation>
    </message>
    <message>
        <source>The text has {length} characters; at most {most} can be kept.</source>
        <translation>Der Text hat {length} Zeichen; höchstens {most} lassen sich speichern.</translation>
    </message>
    <message>
        <source>The Windows side&apos;s {program} did not answer as DeAI&apos;s vault helper does ({kind}).</source>
        <translation>{program} auf der Windows-Seite hat nicht so geantwortet wie DeAIs Tresorhelfer ({kind}).</translation>
    </message>
    <message>
        <source>The {part} has {length} characters; at most {most} are possible.</source>
        <translation>Zu lang ({part}): {length} Zeichen, höchstens {most} sind möglich.</translation>
    </message>
    <message>
        <source>There is already a key named “{name}”.</source>
        <translation>Es gibt bereits einen Schlüssel namens „{name}“.</translation>
    </message>
    <message>
        <source>There is no download “{download}”.</source>
        <translation>Es gibt keinen Download „{download}“.</translation>
    </message>
    <message>
        <source>There is no file {file}.</source>
        <translation>Es gibt keine Datei {file}.</translation>
    </message>
    <message>
        <source>There is no message “{message}” in this conversation.</source>
        <translation>In dieser Unterhaltung gibt es keine Nachricht „{message}“.</translation>
    </message>
    <message>
        <source>There is no other node named “{name}”.</source>
        <translation>Es gibt keinen anderen Dienst namens „{name}“.</translation>
    </message>
    <message>
        <source>There is no room left on the disk of {folder}.</source>
        <translation>Auf dem Datenträger von {folder} ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>There is no setting named “{name}”.</source>
        <translation>Es gibt keine Einstellung namens „{name}“.</translation>
    </message>
    <message>
        <source>There is no {thing} “{name}”.</source>
        <translation>Nicht vorhanden: {thing} „{name}“.</translation>
    </message>
    <message>
        <source>There is not enough memory for a context of {length} tokens.</source>
        <translation>Der Arbeitsspeicher reicht nicht für einen Kontext von {length} Token.</translation>
    </message>
    <message>
        <source>This file is part {number} of {count} of a model that was split.</source>
        <translation>Diese Datei ist Teil {number} von {count} eines aufgeteilten Modells.</translation>
    </message>
    <message>
        <source>This is the first of {count} parts of a model, and its name does not say so.</source>
        <translation>Das ist der erste von {count} Teilen eines Modells, doch der Name sagt das nicht.</translation>
    </message>
    <message>
        <source>This model&apos;s tokens run from 0 to {last}.</source>
        <translation>Die Token dieses Modells gehen von 0 bis {last}.</translation>
    </message>
    <message>
        <source>This secret needs {size} bytes; a credential vault keeps at most {most}.</source>
        <translation>Dieses Geheimnis braucht {size} Byte; ein Tresor für Anmeldedaten fasst höchstens {most}.</translation>
    </message>
    <message>
        <source>This version does not know models of the kind “{kind}”.</source>
        <translation>Diese Version kennt keine Modelle der Art „{kind}“.</translation>
    </message>
    <message>
        <source>Try again in {time}.</source>
        <translation>Versuchen Sie es in {time} noch einmal.</translation>
    </message>
    <message>
        <source>Unpacking takes {size} for a while, and {free} are free.</source>
        <translation>Das Entpacken braucht vorübergehend {size}, und frei sind {free}.</translation>
    </message>
    <message>
        <source>Use a secret of at most {most} characters.</source>
        <translation>Ein Geheimnis mit höchstens {most} Zeichen verwenden.</translation>
    </message>
    <message>
        <source>What answers at {address} is not the node “{name}”, or its key was revoked.</source>
        <translation>Was unter {address} antwortet, ist nicht der Dienst „{name}“, oder dessen Schlüssel wurde widerrufen.</translation>
    </message>
    <message>
        <source>What {address} sends is not the file that was wanted: its SHA-256 is another one.</source>
        <translation>Was {address} sendet, ist nicht die gewünschte Datei: Ihr SHA-256 ist ein anderer.</translation>
    </message>
    <message>
        <source>{count} keys have an id that begins like this.</source>
        <translation>{count} Schlüssel haben eine Kennung, die so beginnt.</translation>
    </message>
    <message>
        <source>{file} can&apos;t be read: {reason}.</source>
        <translation>{file} lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>{file} could not be deleted: {reason}.</source>
        <translation>{file} ließ sich nicht löschen: {reason}.</translation>
    </message>
    <message>
        <source>{file} could not be had from any of its {count} sources:
{reasons}</source>
        <translation>{file} war aus keiner von {count} Quellen zu bekommen:
{reasons}</translation>
    </message>
    <message>
        <source>{file} has changed since it was added: its SHA-256 is another one.</source>
        <translation>{file} wurde nach dem Hinzufügen geändert: Der SHA-256 ist ein anderer.</translation>
    </message>
    <message>
        <source>{file} is missing or has another size.</source>
        <translation>{file} fehlt oder hat eine andere Größe.</translation>
    </message>
    <message>
        <source>{file} is not a file.</source>
        <translation>{file} ist keine Datei.</translation>
    </message>
    <message>
        <source>{file} is not the part of the model that its name says.</source>
        <translation>{file} ist nicht der Teil des Modells, den der Name nennt.</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be written: {reason}.</source>
        <translation>{folder} lässt sich nicht beschreiben: {reason}.</translation>
    </message>
    <message>
        <source>{missing} are still to come, and the disk has {free} left.</source>
        <translation>Es fehlen noch {missing}, und auf dem Datenträger sind {free} frei.</translation>
    </message>
    <message>
        <source>{model} has no file {file} any more.</source>
        <translation>{model} hat keine Datei {file} mehr.</translation>
    </message>
    <message>
        <source>{model} has no version named “{name}”.</source>
        <translation>{model} hat keine Fassung namens „{name}“.</translation>
    </message>
    <message>
        <source>{model} has nothing that can run here: no GGUF files and no ONNX Runtime GenAI folder.</source>
        <translation>{model} hat nichts, was hier läuft: keine GGUF-Dateien und keinen Ordner für ONNX Runtime GenAI.</translation>
    </message>
    <message>
        <source>{source} can&apos;t be used: {reason}.</source>
        <translation>{source} ist nicht verwendbar: {reason}.</translation>
    </message>
    <message>
        <source>{source} was not looked up.</source>
        <translation>{source} wurde nicht nachgeschlagen.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be the short name of a model.</source>
        <translation>„{name}“ kann nicht der Kurzname eines Modells sein.</translation>
    </message>
    <message>
        <source>“{name}” is no name of a model on the hub.</source>
        <translation>„{name}“ ist kein Name eines Modells der Sammlung.</translation>
    </message>
    <message>
        <source>“{value}” does not fit the setting {setting}: {expected}.</source>
        <translation>„{value}“ passt nicht zur Einstellung {setting}: {expected}.</translation>
    </message>
    <message>
        <source>See why: deai models info {model}. Try it again: deai models trust {same_model}</source>
        <translation>Warum: deai models info {model}. Noch einmal versuchen: deai models trust {same_model}</translation>
    </message>
    <message>
        <source>The folder for updates can&apos;t be written: {reason}.</source>
        <translation>In den Ordner für Updates kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>The signed list does not name {file}.</source>
        <translation>Die unterschriebene Liste nennt {file} nicht.</translation>
    </message>
    <message>
        <source>The signed list gives {file} an impossible size or hash.</source>
        <translation>Die unterschriebene Liste gibt {file} eine unmögliche Größe oder Prüfsumme.</translation>
    </message>
    <message>
        <source>What is offered ({kind}, {platform}) is not for this program ({own_kind}, {own_platform}).</source>
        <translation>Das Angebot ({kind}, {platform}) ist nicht für dieses Programm ({own_kind}, {own_platform}).</translation>
    </message>
    <message>
        <source>conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lesen</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>speichern</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>an oder aus (on, off)</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>the name of a fact</source>
        <translation>der Name einer Angabe</translation>
    </message>
    <message>
        <source>choose one of {choices}</source>
        <translation>eines wählen von {choices}</translation>
    </message>
    <message>
        <source>a number from {low} to {high}</source>
        <translation>eine Zahl von {low} bis {high}</translation>
    </message>
    <message>
        <source>a whole number from {low} to {high}</source>
        <translation>eine ganze Zahl von {low} bis {high}</translation>
    </message>
    <message>
        <source>a list of texts with commas between</source>
        <translation>eine Liste von Texten mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>an address that begins with https://, without ? and #</source>
        <translation>eine Adresse, die mit https:// beginnt, ohne ? und #</translation>
    </message>
    <message>
        <source>A whole drive can&apos;t be the models folder.</source>
        <translation>Ein ganzes Laufwerk kann nicht der Modellordner sein.</translation>
    </message>
    <message>
        <source>Check that the folder is yours and that no other program uses the files.</source>
        <translation>Prüfen Sie, ob der Ordner Ihnen gehört und kein anderes Programm die Dateien benutzt.</translation>
    </message>
    <message>
        <source>Choose a folder of its own, beside it.</source>
        <translation>Wählen Sie einen eigenen Ordner daneben.</translation>
    </message>
    <message>
        <source>Choose a folder on it.</source>
        <translation>Wählen Sie einen Ordner darauf.</translation>
    </message>
    <message>
        <source>Choose a folder that is yours.</source>
        <translation>Wählen Sie einen Ordner, der Ihnen gehört.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>Choose an empty folder, or a new one inside it.</source>
        <translation>Wählen Sie einen leeren Ordner oder einen neuen darin.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Connect the drive it lies on, or choose another folder: deai models move FOLDER</source>
        <translation>Schließen Sie das Laufwerk an, auf dem er liegt, oder wählen Sie einen anderen Ordner: deai models move ORDNER</translation>
    </message>
    <message>
        <source>It was cancelled, and everything is as it was before.</source>
        <translation>Es wurde abgebrochen, und alles ist, wie es vorher war.</translation>
    </message>
    <message>
        <source>Make room, or choose a folder on another disk.</source>
        <translation>Schaffen Sie Platz oder wählen Sie einen Ordner auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>Model files are being moved or copied already.</source>
        <translation>Es werden schon Modelldateien verschoben oder kopiert.</translation>
    </message>
    <message>
        <source>Models are being downloaded into the present folder.</source>
        <translation>In den jetzigen Ordner werden gerade Modelle geladen.</translation>
    </message>
    <message>
        <source>No model was copied since DeAI started.</source>
        <translation>Seit dem Start von DeAI wurde kein Modell kopiert.</translation>
    </message>
    <message>
        <source>The copy is damaged</source>
        <translation>Die Kopie ist beschädigt</translation>
    </message>
    <message>
        <source>The disk became full meanwhile.</source>
        <translation>Der Datenträger ist unterdessen voll geworden.</translation>
    </message>
    <message>
        <source>The disk may be failing: choose another one. Nothing was removed.</source>
        <translation>Der Datenträger ist vielleicht defekt: Wählen Sie einen anderen. Es wurde nichts entfernt.</translation>
    </message>
    <message>
        <source>The models are there already.</source>
        <translation>Die Modelle sind schon dort.</translation>
    </message>
    <message>
        <source>The models can&apos;t be moved there</source>
        <translation>Dorthin lassen sich die Modelle nicht verschieben</translation>
    </message>
    <message>
        <source>The models folder is being moved.</source>
        <translation>Der Modellordner wird gerade verschoben.</translation>
    </message>
    <message>
        <source>The models folder was not moved since DeAI started.</source>
        <translation>Seit dem Start von DeAI wurde der Modellordner nicht verschoben.</translation>
    </message>
    <message>
        <source>This model was not verified since DeAI started.</source>
        <translation>Seit dem Start von DeAI wurde dieses Modell nicht geprüft.</translation>
    </message>
    <message>
        <source>Wait until that has ended, or cancel it.</source>
        <translation>Warten Sie, bis das beendet ist, oder brechen Sie es ab.</translation>
    </message>
    <message>
        <source>Wait until that has ended, or cancel it: deai models move --cancel</source>
        <translation>Warten Sie, bis das beendet ist, oder brechen Sie es ab: deai models move --cancel</translation>
    </message>
    <message>
        <source>Wait until they are here, or cancel them: deai downloads list</source>
        <translation>Warten Sie, bis sie da sind, oder brechen Sie sie ab: deai downloads list</translation>
    </message>
    <message>
        <source>One of {folder} and {target} lies inside the other.</source>
        <translation>Von {folder} und {target} liegt eines im anderen.</translation>
    </message>
    <message>
        <source>The models folder {folder} is not there.</source>
        <translation>Der Modellordner {folder} ist nicht da.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be the name of a folder.</source>
        <translation>{name} kann nicht der Name eines Ordners sein.</translation>
    </message>
    <message>
        <source>{file} can&apos;t be written or moved: {reason}.</source>
        <translation>{file} kann nicht geschrieben oder verschoben werden: {reason}.</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be written to: {reason}.</source>
        <translation>In {folder} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>{folder} is a file.</source>
        <translation>{folder} ist eine Datei.</translation>
    </message>
    <message>
        <source>{file} is not what was written to it.</source>
        <translation>{file} ist nicht das, was hineingeschrieben wurde.</translation>
    </message>
    <message>
        <source>{folder} is not empty: it holds {name}, for example.</source>
        <translation>{folder} ist nicht leer: Darin liegt zum Beispiel {name}.</translation>
    </message>
    <message>
        <source>{model} does not lie in the models folder.</source>
        <translation>{model} liegt nicht im Modellordner.</translation>
    </message>
    <message>
        <source>{model} is kept as {name} already.</source>
        <translation>{model} wird schon als {name} aufbewahrt.</translation>
    </message>
    <message>
        <source>{model} lies in the models folder already.</source>
        <translation>{model} liegt schon im Modellordner.</translation>
    </message>
    <message>
        <source>{size} are needed there, and the disk has {left} left.</source>
        <translation>Dort werden {size} gebraucht, und auf dem Datenträger sind noch {left} frei.</translation>
    </message>
    <message>
        <source>ONNX Runtime says: {reason}</source>
        <translation>ONNX Runtime meldet: {reason}</translation>
    </message>
    <message>
        <source>There is no {file} beside it, which a model for embeddings needs.</source>
        <translation>Daneben liegt keine {file}, die ein Modell für Embeddings braucht.</translation>
    </message>
    <message>
        <source>ONNX Runtime GenAI can&apos;t keep this model&apos;s answers in a form: {reason}</source>
        <translation>ONNX Runtime GenAI kann die Antworten dieses Modells nicht in einer Form halten: {reason}</translation>
    </message>
    <message>
        <source>a list claims to have {count} entries</source>
        <translation>eine Liste soll {count} Einträge haben</translation>
    </message>
    <message>
        <source>a text in a list claims to be {size} long</source>
        <translation>ein Text in einer Liste soll {size} lang sein</translation>
    </message>
    <message>
        <source>a yes-or-no value is neither</source>
        <translation>ein Wert, der Ja oder Nein heißt, ist keins von beiden</translation>
    </message>
    <message>
        <source>halves of the adapter are missing</source>
        <translation>Hälften des Adapters fehlen</translation>
    </message>
    <message>
        <source>it claims to have {count} layers</source>
        <translation>sie soll {count} Schichten haben</translation>
    </message>
    <message>
        <source>it claims to hold {tensors} tensors and {facts} facts</source>
        <translation>sie soll {tensors} Tensoren und {facts} Angaben enthalten</translation>
    </message>
    <message>
        <source>it does not say what kind of model it is</source>
        <translation>sie sagt nicht, was für ein Modell sie enthält</translation>
    </message>
    <message>
        <source>it ends in the middle of its description</source>
        <translation>sie endet mitten in ihrer Beschreibung</translation>
    </message>
    <message>
        <source>it ends in the middle of its list of tensors</source>
        <translation>sie endet mitten in der Liste ihrer Tensoren</translation>
    </message>
    <message>
        <source>it has lists within lists, more than any model needs</source>
        <translation>sie hat mehr Listen in Listen, als irgendein Modell braucht</translation>
    </message>
    <message>
        <source>it has {size}, and its weights go on beyond that</source>
        <translation>sie hat {size}, und ihre Gewichte gehen darüber hinaus</translation>
    </message>
    <message>
        <source>it is too short to be a model</source>
        <translation>sie ist zu kurz für ein Modell</translation>
    </message>
    <message>
        <source>it uses the unknown value type {kind}</source>
        <translation>sie verwendet den unbekannten Werttyp {kind}</translation>
    </message>
    <message>
        <source>its alignment is not a power of two from 8 up</source>
        <translation>ihre Ausrichtung ist keine Zweierpotenz ab 8</translation>
    </message>
    <message>
        <source>its lists hold more than {count} texts</source>
        <translation>ihre Listen enthalten mehr als {count} Texte</translation>
    </message>
    <message>
        <source>its parts don&apos;t belong together</source>
        <translation>ihre Teile gehören nicht zusammen</translation>
    </message>
    <message>
        <source>its texts take more than {size}</source>
        <translation>ihre Texte brauchen mehr als {size}</translation>
    </message>
    <message>
        <source>its vocabulary is not a list of texts</source>
        <translation>ihr Wortschatz ist keine Liste von Texten</translation>
    </message>
    <message>
        <source>the adapter&apos;s alpha is not a sensible number</source>
        <translation>Alpha ist bei diesem Adapter keine sinnvolle Zahl</translation>
    </message>
    <message>
        <source>the fact “{name}” has no proper name</source>
        <translation>die Angabe „{name}“ hat keinen gültigen Namen</translation>
    </message>
    <message>
        <source>the fact “{name}” is there twice</source>
        <translation>die Angabe „{name}“ steht zweimal da</translation>
    </message>
    <message>
        <source>the interval between its layers is 0</source>
        <translation>der Abstand ihrer Schichten ist 0</translation>
    </message>
    <message>
        <source>the name of a tensor is not readable text</source>
        <translation>der Name eines Tensors ist kein lesbarer Text</translation>
    </message>
    <message>
        <source>the name of a tensor is {size} long</source>
        <translation>der Name eines Tensors ist {size} lang</translation>
    </message>
    <message>
        <source>the tensor “{name}” has an impossible size</source>
        <translation>der Tensor „{name}“ hat eine unmögliche Größe</translation>
    </message>
    <message>
        <source>the tensor “{name}” has no place in an adapter</source>
        <translation>der Tensor „{name}“ gehört in keinen Adapter</translation>
    </message>
    <message>
        <source>the tensor “{name}” has no proper name</source>
        <translation>der Tensor „{name}“ hat keinen gültigen Namen</translation>
    </message>
    <message>
        <source>the tensor “{name}” has {count} dimensions</source>
        <translation>der Tensor „{name}“ hat {count} Dimensionen</translation>
    </message>
    <message>
        <source>the tensor “{name}” is not where it should be</source>
        <translation>der Tensor „{name}“ liegt nicht da, wo er liegen müsste</translation>
    </message>
    <message>
        <source>the tensor “{name}” is there twice</source>
        <translation>den Tensor „{name}“ gibt es zweimal</translation>
    </message>
    <message>
        <source>the two halves for “{name}” don&apos;t fit together</source>
        <translation>die beiden Hälften für „{name}“ passen nicht zusammen</translation>
    </message>
    <message>
        <source>{thing} is not readable text</source>
        <translation>{thing} ist kein lesbarer Text</translation>
    </message>
    <message>
        <source>{thing} is {size} long, where {limit} is the limit</source>
        <translation>{thing} ist {size} lang, wo {limit} die Grenze sind</translation>
    </message>
    <message>
        <source>“{name}” does not fit its {count} tokens</source>
        <translation>„{name}“ passt nicht zu ihren {count} Tokens</translation>
    </message>
    <message>
        <source>a list of sizes is too long</source>
        <translation>eine Liste von Größen ist zu lang</translation>
    </message>
    <message>
        <source>a name is not readable text</source>
        <translation>ein Name ist kein lesbarer Text</translation>
    </message>
    <message>
        <source>a number in it does not end</source>
        <translation>eine Zahl darin hört nicht auf</translation>
    </message>
    <message>
        <source>a number stands in place of a part</source>
        <translation>eine Zahl steht an der Stelle eines Teils</translation>
    </message>
    <message>
        <source>a number stands in place of a text</source>
        <translation>eine Zahl steht an der Stelle eines Textes</translation>
    </message>
    <message>
        <source>a part of it goes on beyond the whole</source>
        <translation>ein Teil davon reicht über das Ganze hinaus</translation>
    </message>
    <message>
        <source>a part of it has no proper number</source>
        <translation>ein Teil davon hat keine richtige Nummer</translation>
    </message>
    <message>
        <source>a part of it has the unknown kind {kind}</source>
        <translation>ein Teil davon ist von der unbekannten Art {kind}</translation>
    </message>
    <message>
        <source>a tensor does not say properly where it lies</source>
        <translation>ein Tensor sagt nicht richtig, wo er liegt</translation>
    </message>
    <message>
        <source>a tensor has an impossible size</source>
        <translation>ein Tensor hat eine unmögliche Größe</translation>
    </message>
    <message>
        <source>a tensor says twice where it lies</source>
        <translation>ein Tensor sagt zweimal, wo er liegt</translation>
    </message>
    <message>
        <source>a text takes {size} bytes, where {limit} are the limit</source>
        <translation>ein Text ist {size} Byte lang, wo {limit} die Grenze sind</translation>
    </message>
    <message>
        <source>an operator packs its weights in an impossible way</source>
        <translation>ein Operator packt seine Gewichte auf eine unmögliche Art</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>sie endet zu früh</translation>
    </message>
    <message>
        <source>it has graphs within graphs, more than any model needs</source>
        <translation>sie hat Graphen in Graphen, mehr als irgendein Modell braucht</translation>
    </message>
    <message>
        <source>it has more than {count} parts, which no real model needs</source>
        <translation>sie hat mehr als {count} Teile, die kein echtes Modell braucht</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>sie ist leer</translation>
    </message>
    <message>
        <source>it is no ONNX model of a version that is understood</source>
        <translation>sie ist kein ONNX-Modell einer Version, die verstanden wird</translation>
    </message>
    <message>
        <source>it names too many sets of operators</source>
        <translation>sie nennt zu viele Sammlungen von Operatoren</translation>
    </message>
    <message>
        <source>its names take more room than in any real model</source>
        <translation>ihre Namen brauchen mehr Platz als in irgendeinem echten Modell</translation>
    </message>
    <message>
        <source>its settings are nested deeper than in any real model</source>
        <translation>ihre Einstellungen sind tiefer verschachtelt als in irgendeinem echten Modell</translation>
    </message>
    <message>
        <source>its tokenizer is missing</source>
        <translation>der Tokenizer fehlt</translation>
    </message>
    <message>
        <source>the folder holds more than {count} files</source>
        <translation>der Ordner enthält mehr als {count} Dateien</translation>
    </message>
    <message>
        <source>{file} ends before the weights that lie in it</source>
        <translation>{file} endet vor den Gewichten, die darin liegen</translation>
    </message>
    <message>
        <source>{file} has no proper value for “{setting}”</source>
        <translation>{file} hat keinen gültigen Wert für „{setting}“</translation>
    </message>
    <message>
        <source>{file} is larger than an ONNX file can be</source>
        <translation>{file} ist größer, als eine ONNX-Datei sein kann</translation>
    </message>
    <message>
        <source>{file} is larger than {size}</source>
        <translation>{file} ist größer als {size}</translation>
    </message>
    <message>
        <source>{file} is no proper JSON</source>
        <translation>{file} ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>{file} names no model</source>
        <translation>{file} nennt kein Modell</translation>
    </message>
    <message>
        <source>“{file}” is missing, or only a link to somewhere else</source>
        <translation>„{file}“ fehlt oder ist nur eine Verknüpfung nach anderswo</translation>
    </message>
    <message>
        <source>{what} (at byte {place})</source>
        <translation>{what} (bei Byte {place})</translation>
    </message>
    <message>
        <source>1 is how it was trained.</source>
        <translation>1 ist, wie er trainiert wurde.</translation>
    </message>
    <message>
        <source>An adapter is named twice.</source>
        <translation>Ein Adapter ist zweimal genannt.</translation>
    </message>
    <message>
        <source>Choose a LoRA adapter that was made with llama.cpp&apos;s convert_lora_to_gguf.</source>
        <translation>Wählen Sie einen LoRA-Adapter, der mit convert_lora_to_gguf von llama.cpp gemacht wurde.</translation>
    </message>
    <message>
        <source>Choose an adapter that was trained without it.</source>
        <translation>Wählen Sie einen Adapter, der ohne sie trainiert wurde.</translation>
    </message>
    <message>
        <source>Choose such a model, and name the adapter along with it.</source>
        <translation>Wählen Sie ein solches Modell und nennen Sie den Adapter dazu.</translation>
    </message>
    <message>
        <source>Choose the model that the adapter was trained with, or one of its quantizations.</source>
        <translation>Wählen Sie das Modell, mit dem der Adapter trainiert wurde, oder eine seiner Quantisierungen.</translation>
    </message>
    <message>
        <source>Convert it again with llama.cpp&apos;s convert_lora_to_gguf.</source>
        <translation>Wandeln Sie ihn mit convert_lora_to_gguf von llama.cpp neu um.</translation>
    </message>
    <message>
        <source>It is an adapter of another kind than LoRA, which is not understood.</source>
        <translation>Es ist ein Adapter einer anderen Art als LoRA, die nicht verstanden wird.</translation>
    </message>
    <message>
        <source>Leave some out.</source>
        <translation>Lassen Sie einige weg.</translation>
    </message>
    <message>
        <source>Leave them out, or choose the GGUF model that they were made for.</source>
        <translation>Lassen Sie sie weg oder wählen Sie das GGUF-Modell, für das sie gemacht wurden.</translation>
    </message>
    <message>
        <source>Name it once.</source>
        <translation>Nennen Sie ihn einmal.</translation>
    </message>
    <message>
        <source>See which adapters there are: deai models list</source>
        <translation>Sehen Sie nach, welche Adapter es gibt: deai models list</translation>
    </message>
    <message>
        <source>This model&apos;s engine takes no adapters.</source>
        <translation>Modelle dieser Art laufen hier ohne Adapter.</translation>
    </message>
    <message>
        <source>Use a file of yours: deai models import FILE</source>
        <translation>Nehmen Sie eine eigene Datei: deai models import DATEI</translation>
    </message>
    <message>
        <source>llama.cpp could not use the adapters.</source>
        <translation>llama.cpp konnte die Adapter nicht benutzen.</translation>
    </message>
    <message>
        <source>A request can have {most} adapters at most.</source>
        <translation>Eine Anfrage kann höchstens {most} Adapter haben.</translation>
    </message>
    <message>
        <source>An adapter&apos;s scale is a number from -{most} to {limit}.</source>
        <translation>Die Stärke eines Adapters ist eine Zahl von -{most} bis {limit}.</translation>
    </message>
    <message>
        <source>No adapter named “{name}” is installed.</source>
        <translation>Kein Adapter namens „{name}“ ist installiert.</translation>
    </message>
    <message>
        <source>The adapter is packed as {packing}; only {known} can be used.</source>
        <translation>Der Adapter ist als {packing} gepackt; nur {known} können benutzt werden.</translation>
    </message>
    <message>
        <source>The adapter “{name}” changes the token table, which is this model&apos;s output too; llama.cpp can&apos;t do that.</source>
        <translation>Der Adapter „{name}“ ändert die Tokentabelle, die bei diesem Modell auch die Ausgabe ist; das kann llama.cpp nicht.</translation>
    </message>
    <message>
        <source>The adapter “{name}” does not fit this model: it was made for another one, whose “{tensor}” is different.</source>
        <translation>Der Adapter „{name}“ passt nicht zu diesem Modell: Er wurde für ein anderes gemacht, dessen „{tensor}“ anders ist.</translation>
    </message>
    <message>
        <source>The adapter “{name}” is for {kind} models, and this one is of the kind {own}.</source>
        <translation>Der Adapter „{name}“ ist für Modelle der Art {kind}, und dieses ist von der Art {own}.</translation>
    </message>
    <message>
        <source>llama.cpp refused the adapter “{name}”.</source>
        <translation>llama.cpp hat den Adapter „{name}“ abgelehnt.</translation>
    </message>
    <message>
        <source>“{name}” is a model, not an adapter.</source>
        <translation>„{name}“ ist ein Modell, kein Adapter.</translation>
    </message>
    <message>
        <source>“{name}” is an adapter for {kind} models, and no model by itself.</source>
        <translation>„{name}“ ist ein Adapter für Modelle der Art {kind} und selbst kein Modell.</translation>
    </message>
    <message>
        <source>A part of the invite is missing or was altered.</source>
        <translation>Ein Teil der Einladung fehlt oder wurde verändert.</translation>
    </message>
    <message>
        <source>An invite begins with deai:join/</source>
        <translation>Eine Einladung beginnt mit deai:join/</translation>
    </message>
    <message>
        <source>Another server answers where the pool&apos;s hub should be.</source>
        <translation>Wo der Hub des Pools sein sollte, antwortet ein anderer Server.</translation>
    </message>
    <message>
        <source>Ask for a new one.</source>
        <translation>Bitten Sie um eine neue.</translation>
    </message>
    <message>
        <source>Ask who founded it.</source>
        <translation>Fragen Sie, wer ihn gegründet hat.</translation>
    </message>
    <message>
        <source>Connect it to your network.</source>
        <translation>Verbinden Sie ihn mit Ihrem Netzwerk.</translation>
    </message>
    <message>
        <source>Copy the whole of it, from the first letter to the last.</source>
        <translation>Kopieren Sie sie ganz, vom ersten bis zum letzten Zeichen.</translation>
    </message>
    <message>
        <source>Install it: pip install deai-desktop[pool]</source>
        <translation>Installieren Sie es: pip install deai-desktop[pool]</translation>
    </message>
    <message>
        <source>Is the PC on that its hub runs on, and are you in its network?</source>
        <translation>Ist der PC an, auf dem sein Hub läuft, und sind Sie in dessen Netzwerk?</translation>
    </message>
    <message>
        <source>It did not start in time.</source>
        <translation>Er ist nicht rechtzeitig gestartet.</translation>
    </message>
    <message>
        <source>It does not say what a certificate has to.</source>
        <translation>Es sagt nicht, was ein Zertifikat sagen muss.</translation>
    </message>
    <message>
        <source>It gets to know when it starts again.</source>
        <translation>Er erfährt davon, wenn er wieder startet.</translation>
    </message>
    <message>
        <source>It gives members other rights than this version of DeAI knows.</source>
        <translation>Es gibt Mitgliedern andere Rechte, als diese Version von DeAI kennt.</translation>
    </message>
    <message>
        <source>It has expired.</source>
        <translation>Es ist abgelaufen.</translation>
    </message>
    <message>
        <source>It is a key of another kind.</source>
        <translation>Das ist ein Schlüssel anderer Art.</translation>
    </message>
    <message>
        <source>It is an invite, and no membership.</source>
        <translation>Das ist eine Einladung und keine Mitgliedschaft.</translation>
    </message>
    <message>
        <source>It is another device&apos;s.</source>
        <translation>Es ist das eines anderen Geräts.</translation>
    </message>
    <message>
        <source>It is another pool&apos;s charter.</source>
        <translation>Das ist die Charta eines anderen Pools.</translation>
    </message>
    <message>
        <source>It is damaged, or no key at all.</source>
        <translation>Er ist beschädigt oder gar kein Schlüssel.</translation>
    </message>
    <message>
        <source>It is damaged.</source>
        <translation>Es ist beschädigt.</translation>
    </message>
    <message>
        <source>It is from the future; is this PC&apos;s clock right?</source>
        <translation>Es ist aus der Zukunft; geht die Uhr dieses PCs richtig?</translation>
    </message>
    <message>
        <source>It is no certificate.</source>
        <translation>Das ist kein Zertifikat.</translation>
    </message>
    <message>
        <source>It is no charter of a pool.</source>
        <translation>Das ist keine Charta eines Pools.</translation>
    </message>
    <message>
        <source>It is no invite.</source>
        <translation>Das ist keine Einladung.</translation>
    </message>
    <message>
        <source>It is no seed of this kind.</source>
        <translation>Das ist kein geheimer Schlüssel dieser Art.</translation>
    </message>
    <message>
        <source>It is not from this pool.</source>
        <translation>Es ist nicht aus diesem Pool.</translation>
    </message>
    <message>
        <source>It is of another version.</source>
        <translation>Es hat eine andere Version.</translation>
    </message>
    <message>
        <source>It is signed in a way that is not known here.</source>
        <translation>Es ist auf eine hier unbekannte Weise signiert.</translation>
    </message>
    <message>
        <source>It is this PC itself.</source>
        <translation>Das ist dieser PC selbst.</translation>
    </message>
    <message>
        <source>It would count for ever.</source>
        <translation>Es würde für immer gelten.</translation>
    </message>
    <message>
        <source>Its keys can&apos;t be read from the vault.</source>
        <translation>Seine Schlüssel können nicht aus dem Tresor gelesen werden.</translation>
    </message>
    <message>
        <source>Its member was removed from the pool.</source>
        <translation>Sein Mitglied wurde aus dem Pool entfernt.</translation>
    </message>
    <message>
        <source>No hub of the pool answers.</source>
        <translation>Kein Hub des Pools antwortet.</translation>
    </message>
    <message>
        <source>Nobody is there who could let you in.</source>
        <translation>Niemand ist da, der Sie einlassen könnte.</translation>
    </message>
    <message>
        <source>Only the PC that founded the pool can do that.</source>
        <translation>Das kann nur der PC, der den Pool gegründet hat.</translation>
    </message>
    <message>
        <source>Restore the vault, or found a new pool.</source>
        <translation>Stellen Sie den Tresor wieder her, oder gründen Sie einen neuen Pool.</translation>
    </message>
    <message>
        <source>Restore the vault.</source>
        <translation>Stellen Sie den Tresor wieder her.</translation>
    </message>
    <message>
        <source>Say the beginning of its key: deai pool list</source>
        <translation>Nennen Sie den Anfang seines Schlüssels: deai pool list</translation>
    </message>
    <message>
        <source>See the pool&apos;s state: deai pool list</source>
        <translation>Wie es um den Pool steht, zeigt: deai pool list</translation>
    </message>
    <message>
        <source>See which there are: deai pool list</source>
        <translation>Sehen Sie nach, welche es gibt: deai pool list</translation>
    </message>
    <message>
        <source>See who there is: deai pool members</source>
        <translation>Sehen Sie nach, wer dabei ist: deai pool members</translation>
    </message>
    <message>
        <source>The hub does not accept the invite: it has expired, or the pool is another one now.</source>
        <translation>Der Hub nimmt die Einladung nicht an: Sie ist abgelaufen, oder der Pool ist inzwischen ein anderer.</translation>
    </message>
    <message>
        <source>The hub does not answer, so it does not know of the change yet.</source>
        <translation>Der Hub antwortet nicht und weiß darum noch nichts von der Änderung.</translation>
    </message>
    <message>
        <source>The hub does not know this PC.</source>
        <translation>Der Hub kennt diesen PC nicht.</translation>
    </message>
    <message>
        <source>The hub has not run yet.</source>
        <translation>Der Hub ist noch nicht gelaufen.</translation>
    </message>
    <message>
        <source>The keys of the pool&apos;s founder are damaged.</source>
        <translation>Die Schlüssel des Gründers des Pools sind beschädigt.</translation>
    </message>
    <message>
        <source>The keys of the pool&apos;s founder are not in the vault any more.</source>
        <translation>Die Schlüssel des Gründers des Pools sind nicht mehr im Tresor.</translation>
    </message>
    <message>
        <source>The membership could not be renewed.</source>
        <translation>Die Mitgliedschaft konnte nicht erneuert werden.</translation>
    </message>
    <message>
        <source>The pool can&apos;t be reached</source>
        <translation>Der Pool ist nicht erreichbar</translation>
    </message>
    <message>
        <source>The pool does not let this PC in</source>
        <translation>Der Pool lässt diesen PC nicht ein</translation>
    </message>
    <message>
        <source>There is no such invite, or it was used.</source>
        <translation>Diese Einladung gibt es nicht, oder sie wurde benutzt.</translation>
    </message>
    <message>
        <source>This PC has no address in a private network right now.</source>
        <translation>Dieser PC hat gerade keine Adresse in einem privaten Netzwerk.</translation>
    </message>
    <message>
        <source>To end the pool: deai pool leave</source>
        <translation>Den Pool beenden: deai pool leave</translation>
    </message>
    <message>
        <source>Unlock the vault and restart DeAI.</source>
        <translation>Entsperren Sie den Tresor, und starten Sie DeAI neu.</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>Warten Sie einen Augenblick, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>deai pool invites</source>
        <translation>deai pool invites</translation>
    </message>
    <message>
        <source>You don&apos;t want members of “{name}” to read your words any more, so nobody there goes on with it.</source>
        <translation>Sie möchten nicht mehr, dass Mitglieder von „{name}“ Ihre Worte lesen, deshalb macht dort niemand damit weiter.</translation>
    </message>
    <message>
        <source>The pool has no hub “{name}”, or several.</source>
        <translation>Der Pool hat keinen Hub „{name}“ oder mehrere.</translation>
    </message>
    <message>
        <source>This PC runs no hub of a pool “{name}”.</source>
        <translation>Dieser PC betreibt keinen Hub eines Pools „{name}“.</translation>
    </message>
    <message>
        <source>A hub of “{name}” is on this PC already.</source>
        <translation>Auf diesem PC läuft schon ein Hub von „{name}“.</translation>
    </message>
    <message>
        <source>The hubs do not keep it: {reason}</source>
        <translation>Die Hubs behalten es nicht: {reason}</translation>
    </message>
    <message>
        <source>“{name}” is no name or address of a PC.</source>
        <translation>„{name}“ ist kein Name und keine Adresse eines PCs.</translation>
    </message>
    <message>
        <source>Entry {place} that the hub gives out is not the one that was signed.</source>
        <translation>Eintrag {place}, den der Hub herausgibt, ist nicht der unterschriebene.</translation>
    </message>
    <message>
        <source>Entry {place} of the export can&apos;t be read.</source>
        <translation>Eintrag {place} des Exports ist nicht lesbar.</translation>
    </message>
    <message>
        <source>It was altered since it was exported, or is not by who it says: {reason}</source>
        <translation>Er wurde seit dem Export verändert oder stammt nicht von dem, den er nennt: {reason}</translation>
    </message>
    <message>
        <source>Who exported it was no member: {reason}</source>
        <translation>Wer ihn exportiert hat, war kein Mitglied: {reason}</translation>
    </message>
    <message>
        <source>It names another pool: {pool}</source>
        <translation>Er nennt einen anderen Pool: {pool}</translation>
    </message>
    <message>
        <source>The balance of {device} is {said} in the export; its entries come to {found}.</source>
        <translation>Das Guthaben von {device} ist im Export {said}; seine Einträge ergeben {found}.</translation>
    </message>
    <message>
        <source>A name has 1 to {most} letters on one line.</source>
        <translation>Ein Name hat 1 bis {most} Zeichen in einer Zeile.</translation>
    </message>
    <message>
        <source>Several pools are called “{name}”.</source>
        <translation>Mehrere Pools heißen „{name}“.</translation>
    </message>
    <message>
        <source>The answer can&apos;t be understood.</source>
        <translation>Die Antwort ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The hub is out, but the others still count it when they agree on something.</source>
        <translation>Der Hub ist entfernt, aber die anderen zählen ihn noch mit, wenn sie sich abstimmen.</translation>
    </message>
    <message>
        <source>Say the beginning of its key: deai pool hub list</source>
        <translation>Den Anfang des Schlüssels angeben: deai pool hub list</translation>
    </message>
    <message>
        <source>Say the beginning of its key: deai hub list</source>
        <translation>Den Anfang des Schlüssels angeben: deai hub list</translation>
    </message>
    <message>
        <source>See which there are: deai hub list</source>
        <translation>Welche es gibt: deai hub list</translation>
    </message>
    <message>
        <source>Say it like this: --public hub.example.org</source>
        <translation>So angeben: --public hub.example.org</translation>
    </message>
    <message>
        <source>Choose others.</source>
        <translation>Andere wählen.</translation>
    </message>
    <message>
        <source>A hub needs another port for each of members, hubs and the web.</source>
        <translation>Ein Hub braucht je einen eigenen Port für Mitglieder, Hubs und das Web.</translation>
    </message>
    <message>
        <source>What was kept of the hub is damaged.</source>
        <translation>Was vom Hub aufbewahrt wurde, ist beschädigt.</translation>
    </message>
    <message>
        <source>It is the hub of this PC, which founded the pool.</source>
        <translation>Es ist der Hub dieses PCs, der den Pool gegründet hat.</translation>
    </message>
    <message>
        <source>Tell the pool&apos;s founder: somebody altered the hub&apos;s files, or its disk is damaged.</source>
        <translation>Dem Gründer des Pools Bescheid geben: Jemand hat die Dateien des Hubs verändert, oder sein Datenträger ist beschädigt.</translation>
    </message>
    <message>
        <source>Nobody has signed a head of it yet.</source>
        <translation>Noch niemand hat einen Stand davon unterschrieben.</translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation>In einer Minute noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This PC asked for it too often.</source>
        <translation>Dieser PC hat zu oft danach gefragt.</translation>
    </message>
    <message>
        <source>The certificate is not accepted</source>
        <translation>Das Zertifikat gilt nicht</translation>
    </message>
    <message>
        <source>The hub did not take the new charter.</source>
        <translation>Der Hub hat die neue Charta nicht angenommen.</translation>
    </message>
    <message>
        <source>The hub does not run</source>
        <translation>Der Hub läuft nicht</translation>
    </message>
    <message>
        <source>The invite can&apos;t be used</source>
        <translation>Die Einladung ist nicht nutzbar</translation>
    </message>
    <message>
        <source>The invite has expired.</source>
        <translation>Die Einladung ist abgelaufen.</translation>
    </message>
    <message>
        <source>The invite was used already, or taken back.</source>
        <translation>Die Einladung wurde schon benutzt oder zurückgenommen.</translation>
    </message>
    <message>
        <source>The key can&apos;t be used</source>
        <translation>Der Schlüssel ist nicht nutzbar</translation>
    </message>
    <message>
        <source>The pool can&apos;t be used</source>
        <translation>Der Pool ist nicht nutzbar</translation>
    </message>
    <message>
        <source>The pool has no such member.</source>
        <translation>Der Pool hat kein solches Mitglied.</translation>
    </message>
    <message>
        <source>The signature is not by the key that it names.</source>
        <translation>Die Signatur stammt nicht von dem Schlüssel, den sie nennt.</translation>
    </message>
    <message>
        <source>The signature is wrong</source>
        <translation>Die Signatur ist falsch</translation>
    </message>
    <message>
        <source>There is a pool “{name}” already.</source>
        <translation>Es gibt schon einen Pool „{name}“.</translation>
    </message>
    <message>
        <source>This PC belongs to no pool “{name}”.</source>
        <translation>Dieser PC gehört zu keinem Pool „{name}“.</translation>
    </message>
    <message>
        <source>Try again when the pool&apos;s founder is online.</source>
        <translation>Versuchen Sie es noch einmal, wenn der Gründer des Pools online ist.</translation>
    </message>
    <message>
        <source>The answer was ended</source>
        <translation>Die Antwort wurde beendet</translation>
    </message>
    <message>
        <source>Ask again with a model on this PC.</source>
        <translation>Fragen Sie noch einmal mit einem Modell auf diesem PC.</translation>
    </message>
    <message>
        <source>If they don&apos;t come back, remove them too: the log goes on at this PC alone. Then add others.</source>
        <translation>Wenn sie nicht wiederkommen, entfernen Sie auch sie: Das Protokoll geht dann auf diesem PC allein weiter. Fügen Sie danach andere hinzu.</translation>
    </message>
    <message>
        <source>See that all hubs run, and try again in a minute.</source>
        <translation>Sorgen Sie dafür, dass alle Hubs laufen, und versuchen Sie es in einer Minute noch einmal.</translation>
    </message>
    <message>
        <source>This PC has not kept all of the pool&apos;s log, and could not go on with it alone.</source>
        <translation>Dieser PC hat nicht das ganze Protokoll des Pools aufbewahrt und könnte allein nicht damit weitermachen.</translation>
    </message>
    <message>
        <source>The hub does not take it.</source>
        <translation>Der Hub nimmt es nicht an.</translation>
    </message>
    <message>
        <source>An entry on the hub can&apos;t be from a member.</source>
        <translation>Ein Eintrag auf dem Hub kann nicht von einem Mitglied stammen.</translation>
    </message>
    <message>
        <source>It is read anew from the hubs in a minute.</source>
        <translation>Sie wird in einer Minute von den Hubs neu gelesen.</translation>
    </message>
    <message>
        <source>The founder&apos;s copy of it is damaged.</source>
        <translation>Die Kopie des Gründers davon ist beschädigt.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Er ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Is this PC connected to it? Try again later.</source>
        <translation>Ist dieser PC damit verbunden? Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The home network can&apos;t be spoken to.</source>
        <translation>Das Heimnetz ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>Update DeAI on both PCs.</source>
        <translation>Aktualisieren Sie DeAI auf beiden PCs.</translation>
    </message>
    <message>
        <source>What was asked can&apos;t be understood.</source>
        <translation>Die Frage ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>nats-server is not installed.</source>
        <translation>nats-server ist nicht installiert.</translation>
    </message>
    <message>
        <source>This PC belongs to “{name}” already.</source>
        <translation>Dieser PC gehört schon zu „{name}“.</translation>
    </message>
    <message>
        <source>All that it wrote is in {file}.</source>
        <translation>Alles, was er schrieb, steht in {file}.</translation>
    </message>
    <message>
        <source>What it wrote is in {file}.</source>
        <translation>Was er schrieb, steht in {file}.</translation>
    </message>
    <message>
        <source>nats-server ended at once: {reason}</source>
        <translation>nats-server endete sofort: {reason}</translation>
    </message>
    <message>
        <source>nats-server was not ready within {seconds} seconds.</source>
        <translation>nats-server war nach {seconds} Sekunden nicht bereit.</translation>
    </message>
    <message>
        <source>A certificate does not count: {reason}</source>
        <translation>Ein Zertifikat gilt nicht: {reason}</translation>
    </message>
    <message>
        <source>A pool has {most} hubs at most.</source>
        <translation>Ein Pool hat höchstens {most} Hubs.</translation>
    </message>
    <message>
        <source>All who offer {model} are busy.</source>
        <translation>Alle, die {model} anbieten, sind beschäftigt.</translation>
    </message>
    <message>
        <source>Entry {place} of the export is not in the log.</source>
        <translation>Eintrag {place} des Exports steht nicht im Protokoll.</translation>
    </message>
    <message>
        <source>If that is all right: deai pool trust {name}</source>
        <translation>Wenn das in Ordnung ist: deai pool trust {name}</translation>
    </message>
    <message>
        <source>It has {size} bytes; the pool takes {most}.</source>
        <translation>Sie hat {size} Bytes; der Pool nimmt höchstens {most}.</translation>
    </message>
    <message>
        <source>Its receipt is not right: {reason}</source>
        <translation>Die Quittung stimmt nicht: {reason}</translation>
    </message>
    <message>
        <source>No member took the job. {reasons}</source>
        <translation>Kein Mitglied hat den Auftrag angenommen. {reasons}</translation>
    </message>
    <message>
        <source>Nobody offers {model} at the moment.</source>
        <translation>Niemand bietet {model} im Augenblick an.</translation>
    </message>
    <message>
        <source>The hub does not give the log out ({status}).</source>
        <translation>Der Hub gibt das Protokoll nicht heraus ({status}).</translation>
    </message>
    <message>
        <source>The hub does not keep it: {reason}</source>
        <translation>Der Hub bewahrt es nicht auf: {reason}</translation>
    </message>
    <message>
        <source>Try again in about {seconds} seconds.</source>
        <translation>Versuchen Sie es in etwa {seconds} Sekunden noch einmal.</translation>
    </message>
    <message>
        <source>Whoever works on a prompt can read it, so your words would be seen by a member of “{name}”.</source>
        <translation>Wer eine Anfrage bearbeitet, kann sie lesen; ein Mitglied von „{name}“ würde also Ihre Worte sehen.</translation>
    </message>
    <message>
        <source>“{name}” names no model of a pool.</source>
        <translation>„{name}“ nennt kein Modell eines Pools.</translation>
    </message>
    <message>
        <source>A certificate did not count at that time.</source>
        <translation>Ein Zertifikat galt zu dieser Zeit nicht.</translation>
    </message>
    <message>
        <source>A certificate is another device&apos;s.</source>
        <translation>Ein Zertifikat ist das eines anderen Geräts.</translation>
    </message>
    <message>
        <source>A frame before it is missing.</source>
        <translation>Davor fehlt ein Stück.</translation>
    </message>
    <message>
        <source>A hub needs a name in one line and addresses that others can reach.</source>
        <translation>Ein Hub braucht einen Namen in einer Zeile und Adressen, die andere erreichen.</translation>
    </message>
    <message>
        <source>A member of the pool did not finish</source>
        <translation>Ein Mitglied des Pools wurde nicht fertig</translation>
    </message>
    <message>
        <source>A member of the pool refused the job</source>
        <translation>Ein Mitglied des Pools hat den Auftrag abgelehnt</translation>
    </message>
    <message>
        <source>A message of the pool is not accepted</source>
        <translation>Eine Nachricht des Pools gilt nicht</translation>
    </message>
    <message>
        <source>A part of it is too large.</source>
        <translation>Ein Teil davon ist zu groß.</translation>
    </message>
    <message>
        <source>A pool&apos;s name has no slash.</source>
        <translation>Der Name eines Pools hat keinen Schrägstrich.</translation>
    </message>
    <message>
        <source>A signature is damaged.</source>
        <translation>Eine Signatur ist beschädigt.</translation>
    </message>
    <message>
        <source>A stream has a name that can&apos;t be carried over.</source>
        <translation>Ein Datenstrom hat einen Namen, der sich nicht übertragen lässt.</translation>
    </message>
    <message>
        <source>An unexpected fault on the member&apos;s PC.</source>
        <translation>Ein unerwarteter Fehler auf dem PC des Mitglieds.</translation>
    </message>
    <message>
        <source>Ask for a new invite.</source>
        <translation>Bitten Sie um eine neue Einladung.</translation>
    </message>
    <message>
        <source>Ask the pool&apos;s founder whether the hub was restored from an old copy. Your balance here stays as it was.</source>
        <translation>Fragen Sie den Gründer des Pools, ob der Hub aus einer alten Kopie wiederhergestellt wurde. Ihr Guthaben hier bleibt, wie es war.</translation>
    </message>
    <message>
        <source>Ask who founded it for another role.</source>
        <translation>Bitten Sie den, der ihn gegründet hat, um eine andere Rolle.</translation>
    </message>
    <message>
        <source>Entries are missing on the hub.</source>
        <translation>Auf dem Hub fehlen Einträge.</translation>
    </message>
    <message>
        <source>Hubs in the home network can&apos;t be looked for: a part for that is not installed.</source>
        <translation>Hubs im Heimnetz lassen sich nicht suchen: Ein Teil dafür ist nicht installiert.</translation>
    </message>
    <message>
        <source>Install it: pip install deai-desktop[lan]</source>
        <translation>Installieren Sie es: pip install deai-desktop[lan]</translation>
    </message>
    <message>
        <source>Install it: pip install deai-desktop[web]</source>
        <translation>Installieren Sie es: pip install deai-desktop[web]</translation>
    </message>
    <message>
        <source>Is this PC online? Try again later.</source>
        <translation>Ist dieser PC online? Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>It answers another offer.</source>
        <translation>Es antwortet auf ein anderes Angebot.</translation>
    </message>
    <message>
        <source>It answers before it accepts.</source>
        <translation>Es antwortet, bevor es annimmt.</translation>
    </message>
    <message>
        <source>It came before.</source>
        <translation>Es kam schon einmal.</translation>
    </message>
    <message>
        <source>It can&apos;t be understood.</source>
        <translation>Es ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>It counts more tokens than came.</source>
        <translation>Es zählt mehr Token, als angekommen sind.</translation>
    </message>
    <message>
        <source>It counts other tokens than came.</source>
        <translation>Es zählt andere Token, als angekommen sind.</translation>
    </message>
    <message>
        <source>It did not make all vectors.</source>
        <translation>Es hat nicht alle Vektoren erzeugt.</translation>
    </message>
    <message>
        <source>It does not answer.</source>
        <translation>Es antwortet nicht.</translation>
    </message>
    <message>
        <source>It does not begin with what was signed.</source>
        <translation>Es beginnt nicht mit dem, was signiert wurde.</translation>
    </message>
    <message>
        <source>It does not make this PC a hub of the pool.</source>
        <translation>Es macht diesen PC nicht zu einem Hub des Pools.</translation>
    </message>
    <message>
        <source>It ended before it began, or took for ever.</source>
        <translation>Es endete, bevor es begann, oder dauerte ewig.</translation>
    </message>
    <message>
        <source>It fell silent.</source>
        <translation>Es meldet sich nicht mehr.</translation>
    </message>
    <message>
        <source>It is a receipt, and no proposal.</source>
        <translation>Das ist eine Quittung und kein Vorschlag.</translation>
    </message>
    <message>
        <source>It is an invite or a hub&apos;s, and no membership.</source>
        <translation>Es ist eine Einladung oder das eines Hubs und keine Mitgliedschaft.</translation>
    </message>
    <message>
        <source>It is another job than was offered.</source>
        <translation>Es ist ein anderer Auftrag als der angebotene.</translation>
    </message>
    <message>
        <source>It is another pool&apos;s list of hubs.</source>
        <translation>Das ist die Hub-Liste eines anderen Pools.</translation>
    </message>
    <message>
        <source>It is being connected to.</source>
        <translation>Die Verbindung wird gerade aufgebaut.</translation>
    </message>
    <message>
        <source>It is for nothing that was proposed.</source>
        <translation>Es gehört zu nichts, was vorgeschlagen wurde.</translation>
    </message>
    <message>
        <source>It is from a member who does not work for others.</source>
        <translation>Es ist von einem Mitglied, das nicht für andere arbeitet.</translation>
    </message>
    <message>
        <source>It is from another device.</source>
        <translation>Es ist von einem anderen Gerät.</translation>
    </message>
    <message>
        <source>It is meant for another worker.</source>
        <translation>Es ist für einen anderen Bearbeiter bestimmt.</translation>
    </message>
    <message>
        <source>It is no list of hubs.</source>
        <translation>Das ist keine Liste von Hubs.</translation>
    </message>
    <message>
        <source>It is no vector.</source>
        <translation>Das ist kein Vektor.</translation>
    </message>
    <message>
        <source>It is not a hub&apos;s.</source>
        <translation>Es ist nicht das eines Hubs.</translation>
    </message>
    <message>
        <source>It is of another time; is the clock right?</source>
        <translation>Es ist aus einer anderen Zeit; geht die Uhr richtig?</translation>
    </message>
    <message>
        <source>It is old.</source>
        <translation>Es ist veraltet.</translation>
    </message>
    <message>
        <source>It is shorter than what was signed.</source>
        <translation>Es ist kürzer als das, was signiert wurde.</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>Es ist zu groß.</translation>
    </message>
    <message>
        <source>It is too long, or empty.</source>
        <translation>Es ist zu lang oder leer.</translation>
    </message>
    <message>
        <source>It says more than was wanted.</source>
        <translation>Es sagt mehr als gewünscht.</translation>
    </message>
    <message>
        <source>It sends more than anybody reads.</source>
        <translation>Es sendet mehr, als irgendjemand liest.</translation>
    </message>
    <message>
        <source>It was altered, or is not from who it should be.</source>
        <translation>Es wurde verändert oder ist nicht von dem, von dem es sein sollte.</translation>
    </message>
    <message>
        <source>It was cut off before its signed end.</source>
        <translation>Es wurde vor seinem signierten Ende abgeschnitten.</translation>
    </message>
    <message>
        <source>Leave them out, or use the model on this PC.</source>
        <translation>Lassen Sie sie weg, oder verwenden Sie das Modell auf diesem PC.</translation>
    </message>
    <message>
        <source>Look whether its disk is full.</source>
        <translation>Sehen Sie nach, ob sein Datenträger voll ist.</translation>
    </message>
    <message>
        <source>Members of a pool apply no adapters.</source>
        <translation>Mitglieder eines Pools wenden keine Adapter an.</translation>
    </message>
    <message>
        <source>Name it like this: pool/Friends/smollm2</source>
        <translation>Nennen Sie es so: pool/Freunde/smollm2</translation>
    </message>
    <message>
        <source>No hub of the pool can be reached.</source>
        <translation>Kein Hub des Pools ist erreichbar.</translation>
    </message>
    <message>
        <source>No receipt came back for what was done.</source>
        <translation>Für das, was getan wurde, kam keine Quittung zurück.</translation>
    </message>
    <message>
        <source>Nobody in the pool can answer</source>
        <translation>Niemand im Pool kann antworten</translation>
    </message>
    <message>
        <source>Nobody is there who could list the hub.</source>
        <translation>Niemand ist da, der den Hub in die Liste aufnehmen könnte.</translation>
    </message>
    <message>
        <source>Nobody is there who keeps it.</source>
        <translation>Niemand ist da, der es führt.</translation>
    </message>
    <message>
        <source>Nobody judges themselves.</source>
        <translation>Niemand beurteilt sich selbst.</translation>
    </message>
    <message>
        <source>Nobody works for themselves.</source>
        <translation>Niemand arbeitet für sich selbst.</translation>
    </message>
    <message>
        <source>Other people can read this</source>
        <translation>Andere Leute können das lesen</translation>
    </message>
    <message>
        <source>Part of an answer was lost on the way</source>
        <translation>Ein Teil einer Antwort ging unterwegs verloren</translation>
    </message>
    <message>
        <source>Remove it on the hub.</source>
        <translation>Entfernen Sie ihn auf dem Hub.</translation>
    </message>
    <message>
        <source>Remove one that is not needed.</source>
        <translation>Entfernen Sie einen, der nicht gebraucht wird.</translation>
    </message>
    <message>
        <source>Say where it is, for example: hub.example.org:4222</source>
        <translation>Geben Sie an, wo er ist, zum Beispiel: hub.example.org:4222</translation>
    </message>
    <message>
        <source>See that all of them run.</source>
        <translation>Sorgen Sie dafür, dass alle laufen.</translation>
    </message>
    <message>
        <source>Somebody altered the hub&apos;s files, or its disk is damaged. Members still know what the log was.</source>
        <translation>Jemand hat die Dateien des Hubs verändert, oder sein Datenträger ist beschädigt. Die Mitglieder wissen noch, wie das Protokoll war.</translation>
    </message>
    <message>
        <source>Tell the pool&apos;s founder and the other members: both signatures are kept as proof.</source>
        <translation>Sagen Sie es dem Gründer des Pools und den anderen Mitgliedern: Beide Signaturen sind als Beweis aufgehoben.</translation>
    </message>
    <message>
        <source>The entry is too large.</source>
        <translation>Der Eintrag ist zu groß.</translation>
    </message>
    <message>
        <source>The export can&apos;t be understood.</source>
        <translation>Der Export ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The export&apos;s entries are not in their order.</source>
        <translation>Die Einträge des Exports sind nicht in ihrer Reihenfolge.</translation>
    </message>
    <message>
        <source>The head of the pool&apos;s log is not accepted</source>
        <translation>Der Stand des Pool-Protokolls gilt nicht</translation>
    </message>
    <message>
        <source>The hub did not take its new settings.</source>
        <translation>Der Hub hat seine neuen Einstellungen nicht angenommen.</translation>
    </message>
    <message>
        <source>The hub does not answer.</source>
        <translation>Der Hub antwortet nicht.</translation>
    </message>
    <message>
        <source>The hubs can&apos;t keep streams yet.</source>
        <translation>Die Hubs können noch keine Datenströme aufbewahren.</translation>
    </message>
    <message>
        <source>The invite is not to run a hub with.</source>
        <translation>Mit dieser Einladung lässt sich kein Hub betreiben.</translation>
    </message>
    <message>
        <source>The invite is to run a hub with.</source>
        <translation>Diese Einladung ist dazu da, einen Hub zu betreiben.</translation>
    </message>
    <message>
        <source>The member stopped lending.</source>
        <translation>Das Mitglied verleiht nicht mehr.</translation>
    </message>
    <message>
        <source>The pool can be reached over the web only, and a part for that is not installed.</source>
        <translation>Der Pool ist nur über das Web erreichbar, und ein Teil dafür ist nicht installiert.</translation>
    </message>
    <message>
        <source>The pool&apos;s log can&apos;t be used</source>
        <translation>Das Protokoll des Pools ist nicht nutzbar</translation>
    </message>
    <message>
        <source>The pool&apos;s log was rewritten</source>
        <translation>Das Protokoll des Pools wurde umgeschrieben</translation>
    </message>
    <message>
        <source>The pool&apos;s streams were not carried over whole.</source>
        <translation>Die Datenströme des Pools wurden nicht vollständig übertragen.</translation>
    </message>
    <message>
        <source>The receipt is not accepted</source>
        <translation>Die Quittung gilt nicht</translation>
    </message>
    <message>
        <source>The request can&apos;t be understood.</source>
        <translation>Die Anfrage ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The request is too large.</source>
        <translation>Die Anfrage ist zu groß.</translation>
    </message>
    <message>
        <source>The requester did not agree.</source>
        <translation>Der Auftraggeber hat nicht zugestimmt.</translation>
    </message>
    <message>
        <source>The requester may not request.</source>
        <translation>Der Auftraggeber darf keine Aufträge erteilen.</translation>
    </message>
    <message>
        <source>The verdict is another device&apos;s.</source>
        <translation>Das Urteil ist das eines anderen Geräts.</translation>
    </message>
    <message>
        <source>The verdict is out of bounds.</source>
        <translation>Das Urteil liegt außerhalb der Grenzen.</translation>
    </message>
    <message>
        <source>The work is another device&apos;s.</source>
        <translation>Die Arbeit ist die eines anderen Geräts.</translation>
    </message>
    <message>
        <source>The worker may not work.</source>
        <translation>Der Bearbeiter darf nicht arbeiten.</translation>
    </message>
    <message>
        <source>The worker&apos;s receipt is of another time; are both clocks right?</source>
        <translation>Die Quittung des Bearbeiters ist aus einer anderen Zeit; gehen beide Uhren richtig?</translation>
    </message>
    <message>
        <source>The worker&apos;s receipt says other than what was done.</source>
        <translation>Die Quittung des Bearbeiters sagt anderes, als getan wurde.</translation>
    </message>
    <message>
        <source>This engine can&apos;t go on with an answer that must have a form.</source>
        <translation>Diese Engine kann eine Antwort nicht fortsetzen, die eine Form haben muss.</translation>
    </message>
    <message>
        <source>This PC is in the pool to ask only.</source>
        <translation>Dieser PC ist im Pool, um nur zu fragen.</translation>
    </message>
    <message>
        <source>This PC is in the pool to work only.</source>
        <translation>Dieser PC ist im Pool, um nur zu arbeiten.</translation>
    </message>
    <message>
        <source>This PC&apos;s hub does not belong to the pool any more.</source>
        <translation>Der Hub dieses PCs gehört nicht mehr zum Pool.</translation>
    </message>
    <message>
        <source>Try again later, or choose another model.</source>
        <translation>Versuchen Sie es später noch einmal, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>Try again when the founder is online.</source>
        <translation>Versuchen Sie es noch einmal, wenn der Gründer online ist.</translation>
    </message>
    <message>
        <source>Try again; nothing was deleted.</source>
        <translation>Versuchen Sie es noch einmal; es wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>Two members were shown different ones, both signed with the pool&apos;s key.</source>
        <translation>Zwei Mitgliedern wurden verschiedene gezeigt, beide mit dem Schlüssel des Pools signiert.</translation>
    </message>
    <message>
        <source>Use it so: deai pool join</source>
        <translation>Verwenden Sie sie so: deai pool join</translation>
    </message>
    <message>
        <source>Use it there: deai hub join</source>
        <translation>Verwenden Sie sie dort: deai hub join</translation>
    </message>
    <message>
        <source>What the answer has so far is not of the form that it must have.</source>
        <translation>Was bisher von der Antwort da ist, hat nicht die Form, die sie haben muss.</translation>
    </message>
    <message>
        <source>What the hub asks for can&apos;t be understood.</source>
        <translation>Was der Hub verlangt, ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>What the hub gives out is not what was signed.</source>
        <translation>Was der Hub herausgibt, ist nicht das, was signiert wurde.</translation>
    </message>
    <message>
        <source>What was done is out of bounds.</source>
        <translation>Was getan wurde, liegt außerhalb der Grenzen.</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>beschäftigt</translation>
    </message>
    <message>
        <source>There were too many offers.</source>
        <translation>Es waren zu viele Angebote.</translation>
    </message>
    <message>
        <source>The offer is old; is the clock right?</source>
        <translation>Das Angebot ist alt; geht die Uhr richtig?</translation>
    </message>
    <message>
        <source>Members with this role may not ask.</source>
        <translation>Mitglieder mit dieser Rolle dürfen nicht fragen.</translation>
    </message>
    <message>
        <source>Members with this role may not ask here.</source>
        <translation>Mitglieder mit dieser Rolle dürfen hier nicht fragen.</translation>
    </message>
    <message>
        <source>No receipt came back for what was done before.</source>
        <translation>Für frühere Arbeit kam keine Quittung zurück.</translation>
    </message>
    <message>
        <source>The model is not offered any more.</source>
        <translation>Das Modell wird nicht mehr angeboten.</translation>
    </message>
    <message>
        <source>This model is not for others.</source>
        <translation>Dieses Modell ist nicht für andere.</translation>
    </message>
    <message>
        <source>Each member may have {tokens} tokens an hour here.</source>
        <translation>Jedes Mitglied darf hier {tokens} Token pro Stunde haben.</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>This answer broke off</source>
        <translation>Diese Antwort ist abgebrochen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>{number} billion</source>
        <translation>{number} Mrd.</translation>
    </message>
    <message>
        <source>{number} million</source>
        <translation>{number} Mio.</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>noch ein paar Sekunden</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>noch {hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min left</source>
        <translation>noch {minutes} min</translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation>noch {seconds} s</translation>
    </message>
    <message>
        <source>{count} tokens of context</source>
        <translation>{count} Token Kontext</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Chat with an AI that runs on this PC</source>
        <translation>Mit einer KI auf diesem PC chatten</translation>
    </message>
    <message>
        <source>Nothing you write leaves it.</source>
        <translation>Kein geschriebenes Wort verlässt ihn.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Resume and chat</source>
        <translation>Fortsetzen und chatten</translation>
    </message>
    <message>
        <source>Download and chat</source>
        <translation>Herunterladen und chatten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>I have a file</source>
        <translation>Eigene Datei wählen</translation>
    </message>
    <message>
        <source>Choose a model in GGUF format that is on this PC</source>
        <translation>Ein Modell im GGUF-Format wählen, das auf diesem PC liegt</translation>
    </message>
</context>
<context>
    <name>FitTexts</name>
    <message>
        <source>the best that fits; its speed is not known yet</source>
        <translation>die beste, die passt; ihr Tempo ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>the best that fits and is fast enough</source>
        <translation>die beste, die passt und schnell genug ist</translation>
    </message>
    <message>
        <source>the fastest that fits</source>
        <translation>die schnellste, die passt</translation>
    </message>
    <message>
        <source>about {speed} tokens/s</source>
        <translation>etwa {speed} Token/s</translation>
    </message>
    <message>
        <source>about {low}–{high} tokens/s</source>
        <translation>etwa {low}–{high} Token/s</translation>
    </message>
    <message>
        <source>{size} of memory</source>
        <translation>{size} Arbeitsspeicher</translation>
    </message>
    <message>
        <source>needs about {size} of memory</source>
        <translation>braucht etwa {size} Arbeitsspeicher</translation>
    </message>
    <message>
        <source>measured on this PC</source>
        <translation>auf diesem PC gemessen</translation>
    </message>
    <message>
        <source>measured on this PC, {when}</source>
        <translation>auf diesem PC gemessen, {when}</translation>
    </message>
    <message>
        <source>expected from other models on this PC</source>
        <translation>erwartet nach anderen Modellen auf diesem PC</translation>
    </message>
    <message>
        <source>up to {count} context</source>
        <translation>bis {count} Kontext</translation>
    </message>
</context>
<context>
    <name>FolderCard</name>
    <message>
        <source>Models folder</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>Room that models take</source>
        <translation>Platz, den Modelle belegen</translation>
    </message>
    <message>
        <source>Moving the models</source>
        <translation>Modelle werden verschoben</translation>
    </message>
    <message>
        <source>Moving: %1</source>
        <translation>Wird verschoben: %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the models folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Verschieben…</translation>
    </message>
    <message>
        <source>Move the models to another folder</source>
        <translation>Modelle in einen anderen Ordner verschieben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop moving the models</source>
        <translation>Verschieben der Modelle abbrechen</translation>
    </message>
    <message>
        <source>Choose where the models shall lie</source>
        <translation>Neuen Ort für die Modelle wählen</translation>
    </message>
    <message>
        <source>All downloaded models are moved to:
%1
This takes as long as copying them. Models that you imported stay where they are.</source>
        <translation>Alle heruntergeladenen Modelle werden verschoben nach:
%1
Das dauert so lange, wie sie zu kopieren. Importierte Modelle bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Move the models?</source>
        <translation>Modelle verschieben?</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
</context>
<context>
    <name>FolderSection</name>
    <message>
        <source>Models and downloads</source>
        <translation>Modelle und Downloads</translation>
    </message>
    <message>
        <source>Downloaded models lie in the folder below. Models that you imported stay where you keep them.</source>
        <translation>Heruntergeladene Modelle liegen in diesem Ordner. Importierte Modelle bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Limit of downloads</source>
        <translation>Grenze für Downloads</translation>
    </message>
    <message>
        <source>Most kilobytes a second that fetching models may use.</source>
        <translation>So viele Kilobyte pro Sekunde dürfen Downloads höchstens nutzen.</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>Connections for one file</source>
        <translation>Verbindungen für eine Datei</translation>
    </message>
    <message>
        <source>Several parts at once are faster on some lines; more than a few only burden the server.</source>
        <translation>Mehrere Teile zugleich sind auf manchen Leitungen schneller; mehr als ein paar belasten nur den Server.</translation>
    </message>
    <message>
        <source>Download on metered connections</source>
        <translation>Auch über getaktete Verbindungen laden</translation>
    </message>
    <message>
        <source>Off: downloads wait while this PC is on a connection that costs by the amount, such as a phone&apos;s.</source>
        <translation>Aus: Downloads warten, solange dieser PC eine Verbindung nutzt, die nach Menge kostet, etwa die eines Telefons.</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>Adresse des Hubs</translation>
    </message>
    <message>
        <source>Where models are searched and fetched: Hugging Face, a mirror of it, or your company&apos;s own.</source>
        <translation>Wo Modelle gesucht und geholt werden: Hugging Face, ein Spiegel davon oder ein eigener Hub der Firma.</translation>
    </message>
    <message>
        <source>Token for the hub</source>
        <translation>Token für den Hub</translation>
    </message>
    <message>
        <source>A token is set. It is kept in your system&apos;s vault, sent to this hub only, and never shown.</source>
        <translation>Ein Token ist hinterlegt. Es liegt im Tresor des Systems, wird nur an diesen Hub gesendet und nie angezeigt.</translation>
    </message>
    <message>
        <source>Only needed for models whose makers ask for consent. It is kept in your system&apos;s vault.</source>
        <translation>Nur für Modelle nötig, deren Herausgeber um Zustimmung bitten. Es liegt im Tresor des Systems.</translation>
    </message>
</context>
<context>
    <name>FormulaBlock</name>
    <message>
        <source>Formula: %1</source>
        <translation>Formel: %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy formula as LaTeX</source>
        <translation>Formel als LaTeX kopieren</translation>
    </message>
</context>
<context>
    <name>FoundDialog</name>
    <message>
        <source>Found on this PC</source>
        <translation>Auf diesem PC gefunden</translation>
    </message>
    <message>
        <source>Models of LM Studio, Ollama, Jan, GPT4All and the Hugging Face cache can be used where they lie: nothing is copied, and those programs keep them.</source>
        <translation>Modelle von LM Studio, Ollama, Jan, GPT4All und aus dem Cache von Hugging Face lassen sich nutzen, wo sie liegen: Nichts wird kopiert, und jene Programme behalten sie.</translation>
    </message>
    <message>
        <source>Use %1 models</source>
        <translation>%1 Modelle nutzen</translation>
    </message>
    <message>
        <source>Use in place</source>
        <translation>An Ort und Stelle nutzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>FoundRow</name>
    <message>
        <source>In your list already</source>
        <translation>Schon in der Liste</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Stay beside the clock when the window is closed</source>
        <translation>Nach dem Schließen des Fensters neben der Uhr bleiben</translation>
    </message>
    <message>
        <source>Models stay ready and programs can go on using the local API. Off: closing the window quits DeAI.</source>
        <translation>Modelle bleiben bereit, und Programme können die lokale API weiter nutzen. Aus: Mit dem Fenster wird auch DeAI beendet.</translation>
    </message>
    <message>
        <source>Start when you sign in</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>DeAI waits beside the clock, without opening its window.</source>
        <translation>DeAI wartet neben der Uhr, ohne sein Fenster zu öffnen.</translation>
    </message>
</context>
<context>
    <name>HubLine</name>
    <message>
        <source>Only this PC</source>
        <translation>Nur dieser PC</translation>
    </message>
    <message>
        <source>Let my network in</source>
        <translation>Mein Netzwerk einlassen</translation>
    </message>
    <message>
        <source>Let only this PC reach the hub of %1</source>
        <translation>Nur diesen PC den Hub von %1 erreichen lassen</translation>
    </message>
    <message>
        <source>Let my network reach the hub of %1</source>
        <translation>Mein Netzwerk den Hub von %1 erreichen lassen</translation>
    </message>
    <message>
        <source>Remove the hub %1</source>
        <translation>Den Hub %1 entfernen</translation>
    </message>
</context>
<context>
    <name>HubModelPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the search</source>
        <translation>Zurück zur Suche</translation>
    </message>
    <message>
        <source>Open on %1</source>
        <translation>Auf %1 öffnen</translation>
    </message>
    <message>
        <source>%1, made from %2</source>
        <translation>%1, gemacht aus %2</translation>
    </message>
    <message>
        <source>Asking for this model…</source>
        <translation>Das Modell wird abgefragt…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Fassungen</translation>
    </message>
    <message>
        <source>There is no file of this model that DeAI can run.</source>
        <translation>Von diesem Modell gibt es keine Datei, die DeAI ausführen kann.</translation>
    </message>
    <message>
        <source>Not offered, because they could run code: %1</source>
        <translation>Nicht angeboten, weil sie Code ausführen könnten: %1</translation>
    </message>
    <message>
        <source>What its makers say</source>
        <translation>Was die Herausgeber sagen</translation>
    </message>
</context>
<context>
    <name>HubModelViewModel</name>
    <message>
        <source>The hub can&apos;t be reached; this is what was known on {when}.</source>
        <translation>Der Hub ist nicht erreichbar; das war am {when} bekannt.</translation>
    </message>
</context>
<context>
    <name>HubRow</name>
    <message>
        <source>%1 by %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Asks for consent</source>
        <translation>Zustimmung nötig</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} Parameter</translation>
    </message>
    <message>
        <source>{count} downloads</source>
        <translation>{count} Downloads</translation>
    </message>
    <message>
        <source>updated {day}</source>
        <translation>aktualisiert am {day}</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} Dateien</translation>
    </message>
</context>
<context>
    <name>HubTokenField</name>
    <message>
        <source>Paste your token</source>
        <translation>Token einfügen</translation>
    </message>
    <message>
        <source>Paste another token</source>
        <translation>Anderes Token einfügen</translation>
    </message>
    <message>
        <source>Token for the hub</source>
        <translation>Token für den Hub</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the token in the vault</source>
        <translation>Token im Tresor speichern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the token from the vault</source>
        <translation>Token aus dem Tresor entfernen</translation>
    </message>
</context>
<context>
    <name>HubTokenViewModel</name>
    <message>
        <source>The token is in the vault.</source>
        <translation>Das Token liegt im Tresor.</translation>
    </message>
    <message>
        <source>The token was removed.</source>
        <translation>Das Token wurde entfernt.</translation>
    </message>
</context>
<context>
    <name>HubsViewModel</name>
    <message>
        <source>“{name}” is no hub of the pool any more.</source>
        <translation>„{name}“ ist kein Hub des Pools mehr.</translation>
    </message>
</context>
<context>
    <name>ImageBlock</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Image: %1</source>
        <translation>Bild: %1</translation>
    </message>
    <message>
        <source>%1 (can&apos;t be shown)</source>
        <translation>%1 (nicht darstellbar)</translation>
    </message>
    <message>
        <source>Shows the image larger</source>
        <translation>Zeigt das Bild größer</translation>
    </message>
    <message>
        <source>Show larger</source>
        <translation>Größer anzeigen</translation>
    </message>
    <message>
        <source>Save image…</source>
        <translation>Bild speichern…</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Bild speichern</translation>
    </message>
</context>
<context>
    <name>InviteDialog</name>
    <message>
        <source>An invite for a hub of “%1”</source>
        <translation>Eine Einladung für einen Hub von „%1“</translation>
    </message>
    <message>
        <source>Add a hub to “%1”</source>
        <translation>Einen Hub zu „%1“ hinzufügen</translation>
    </message>
    <message>
        <source>An invite to “%1”</source>
        <translation>Eine Einladung zu „%1“</translation>
    </message>
    <message>
        <source>Invite somebody to “%1”</source>
        <translation>Jemanden zu „%1“ einladen</translation>
    </message>
    <message>
        <source>Only this PC can reach the pool&apos;s hub, so nobody on another PC could use an invite. Let your network in first.</source>
        <translation>Nur dieser PC erreicht den Hub des Pools; auf einem anderen PC könnte darum niemand eine Einladung benutzen. Lassen Sie zuerst Ihr Netzwerk ein.</translation>
    </message>
    <message>
        <source>A hub is where members meet. Invite somebody to run one who keeps it going: on a PC that is on most of the time, or on a server. It reads nothing of what members ask and answer, but sees who asks whom.</source>
        <translation>An einem Hub treffen sich die Mitglieder. Laden Sie jemanden ein, der ihn in Gang hält: auf einem PC, der meistens an ist, oder auf einem Server. Ein Hub liest nichts von dem, was Mitglieder fragen und antworten, sieht aber, wer wen fragt.</translation>
    </message>
    <message>
        <source>Three hubs are best: any one of them may be off. Of two, neither may be away for long.</source>
        <translation>Am besten sind drei Hubs: Ein beliebiger davon darf aus sein. Von zweien darf keiner lange weg sein.</translation>
    </message>
    <message>
        <source>What the invited PC may do</source>
        <translation>Was der eingeladene PC darf</translation>
    </message>
    <message>
        <source>How long the invite is good</source>
        <translation>Wie lange die Einladung gilt</translation>
    </message>
    <message>
        <source>Send it to one person only, in a way that you trust: whoever has it can run a hub in that person&apos;s place. It can&apos;t be shown again.</source>
        <translation>Senden Sie sie nur einer Person und auf einem Weg, dem Sie trauen: Wer sie hat, kann an deren Stelle einen Hub betreiben. Sie kann nicht noch einmal gezeigt werden.</translation>
    </message>
    <message>
        <source>Send it to one person only, in a way that you trust: whoever has it can join in that person&apos;s place. It can&apos;t be shown again.</source>
        <translation>Senden Sie sie nur einer Person und auf einem Weg, dem Sie trauen: Wer sie hat, kann an deren Stelle beitreten. Sie kann nicht noch einmal gezeigt werden.</translation>
    </message>
    <message>
        <source>The invite</source>
        <translation>Die Einladung</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy invite</source>
        <translation>Einladung kopieren</translation>
    </message>
    <message>
        <source>There it is pasted under Pool → Join a pool, or on a server after the command: deai hub join</source>
        <translation>Dort wird sie unter Pool → Pool beitreten eingefügt, oder auf einem Server nach dem Befehl: deai hub join</translation>
    </message>
    <message>
        <source>There it is pasted under Pool → Join a pool, or a phone reads the code and sends the link on.</source>
        <translation>Dort wird sie unter Pool → Pool beitreten eingefügt; oder ein Telefon liest den Code und schickt den Link weiter.</translation>
    </message>
    <message>
        <source>Make the invite</source>
        <translation>Einladung machen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>InviteLine</name>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take back the invite: %1</source>
        <translation>Die Einladung zurücknehmen: %1</translation>
    </message>
</context>
<context>
    <name>InvitingViewModel</name>
    <message>
        <source>Good for one hub until {time}</source>
        <translation>Gilt für einen Hub, bis {time}</translation>
    </message>
    <message>
        <source>{role} · good until {time}</source>
        <translation>{role} · gilt bis {time}</translation>
    </message>
    <message>
        <source>The invite is on the clipboard.</source>
        <translation>Die Einladung ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} Tage</translation>
    </message>
</context>
<context>
    <name>JoinPoolDialog</name>
    <message>
        <source>Run a hub of “%1”?</source>
        <translation>Einen Hub von „%1“ betreiben?</translation>
    </message>
    <message>
        <source>Join “%1”?</source>
        <translation>„%1“ beitreten?</translation>
    </message>
    <message>
        <source>Join a pool</source>
        <translation>Pool beitreten</translation>
    </message>
    <message>
        <source>Asking the pool to let this PC in.</source>
        <translation>Der Pool wird gebeten, diesen PC einzulassen.</translation>
    </message>
    <message>
        <source>Paste the invite that you were sent. It is only looked at first.</source>
        <translation>Fügen Sie die Einladung ein, die Sie bekommen haben. Sie wird zuerst nur angesehen.</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>This invite makes this PC a place where the members meet, as long as DeAI runs. It does not make you a member.</source>
        <translation>Diese Einladung macht diesen PC zu einem Ort, an dem sich die Mitglieder treffen, solange DeAI läuft. Sie macht Sie nicht zum Mitglied.</translation>
    </message>
    <message>
        <source>Its hub</source>
        <translation>Sein Hub</translation>
    </message>
    <message>
        <source>The invite is good until</source>
        <translation>Die Einladung gilt bis</translation>
    </message>
    <message>
        <source>What to call this PC in it</source>
        <translation>Wie dieser PC darin heißt</translation>
    </message>
    <message>
        <source>What to call the hub</source>
        <translation>Wie der Hub heißen soll</translation>
    </message>
    <message>
        <source>Who can reach the hub</source>
        <translation>Wer den Hub erreicht</translation>
    </message>
    <message>
        <source>PCs in my network</source>
        <translation>PCs in meinem Netzwerk</translation>
    </message>
    <message>
        <source>Only this PC, to try it out</source>
        <translation>Nur dieser PC, zum Ausprobieren</translation>
    </message>
    <message>
        <source>Every PC in your network can then try to connect to this one. Only members and those who are invited are let in, and everything is encrypted. Choose this only in a network whose people you trust, such as your home&apos;s.</source>
        <translation>Jeder PC in Ihrem Netzwerk kann dann versuchen, sich mit diesem zu verbinden. Nur Mitglieder und Eingeladene werden eingelassen, und alles ist verschlüsselt. Wählen Sie das nur in einem Netzwerk, dessen Leuten Sie vertrauen, etwa zu Hause.</translation>
    </message>
    <message>
        <source>The PC that does the work can read your prompt: join only if you know who invites you.</source>
        <translation>Der PC, der die Arbeit macht, kann Ihre Anfrage lesen: Treten Sie nur bei, wenn Sie wissen, wer Sie einlädt.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Look at the invite</source>
        <translation>Die Einladung ansehen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Run the hub</source>
        <translation>Betreiben</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the invite</source>
        <translation>Zurück zur Einladung</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>JoiningViewModel</name>
    <message>
        <source>No invite is that long.</source>
        <translation>So lang ist keine Einladung.</translation>
    </message>
</context>
<context>
    <name>KeysViewModel</name>
    <message>
        <source>The key “{name}” no longer works.</source>
        <translation>Der Schlüssel „{name}“ gilt nicht mehr.</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Models only</source>
        <translation>Nur Modelle</translation>
    </message>
    <message>
        <source>never used</source>
        <translation>nie benutzt</translation>
    </message>
    <message>
        <source>last used {time}</source>
        <translation>zuletzt benutzt {time}</translation>
    </message>
    <message>
        <source>its secret is no longer in the vault</source>
        <translation>sein Geheimnis ist nicht mehr im Tresor</translation>
    </message>
    <message>
        <source>{scope} · made {time} · {used}</source>
        <translation>{scope} · erstellt {time} · {used}</translation>
    </message>
</context>
<context>
    <name>LanSetting</name>
    <message>
        <source>Let other computers on your network in</source>
        <translation>Andere Computer im eigenen Netzwerk zulassen</translation>
    </message>
    <message>
        <source>With a key they can use your models, nothing else.</source>
        <translation>Mit einem Schlüssel können sie die Modelle nutzen, sonst nichts.</translation>
    </message>
    <message>
        <source>Your network can reach this PC. Nothing is encrypted: anyone on it could read along.</source>
        <translation>Das Netzwerk erreicht diesen PC. Nichts ist verschlüsselt: Alle darin könnten mitlesen.</translation>
    </message>
    <message>
        <source>Address on your network</source>
        <translation>Adresse im Netzwerk</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy address on your network</source>
        <translation>Adresse im Netzwerk kopieren</translation>
    </message>
    <message>
        <source>The address is on the clipboard.</source>
        <translation>Die Adresse ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Other computers can&apos;t reach all of it</source>
        <translation>Andere Computer erreichen nicht alles</translation>
    </message>
    <message>
        <source>Let your network in?</source>
        <translation>Netzwerk zulassen?</translation>
    </message>
    <message>
        <source>Anyone on your network who has one of your keys can use your models, and because nothing is encrypted, anyone there could read along. Turn this on only in a network whose people you trust, such as your home&apos;s.</source>
        <translation>Wer im Netzwerk einen der Schlüssel hat, kann die Modelle nutzen, und weil nichts verschlüsselt ist, könnten alle darin mitlesen. Nur in einem vertrauenswürdigen Netzwerk einschalten, zum Beispiel zu Hause.</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Einschalten</translation>
    </message>
</context>
<context>
    <name>LendingChoices</name>
    <message>
        <source>Models that they can use</source>
        <translation>Modelle, die sie nutzen können</translation>
    </message>
    <message>
        <source>All that fit into this PC&apos;s memory</source>
        <translation>Alle, die in den Arbeitsspeicher dieses PCs passen</translation>
    </message>
    <message>
        <source>Only those I choose</source>
        <translation>Nur die, die ich auswähle</translation>
    </message>
    <message>
        <source>Only those I choose (there is no model on this PC yet)</source>
        <translation>Nur die, die ich auswähle (auf diesem PC ist noch kein Modell)</translation>
    </message>
    <message>
        <source>Tokens an hour that each member may have</source>
        <translation>Token pro Stunde, die jedes Mitglied haben darf</translation>
    </message>
    <message>
        <source>Prompts and answers count. Who had so many waits.</source>
        <translation>Anfragen und Antworten zählen. Wer so viele hatte, wartet.</translation>
    </message>
    <message>
        <source>There is no limit.</source>
        <translation>Es gibt keine Grenze.</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
</context>
<context>
    <name>LendingViewModel</name>
    <message>
        <source>{model} (not on this PC any more)</source>
        <translation>{model} (nicht mehr auf diesem PC)</translation>
    </message>
    <message>
        <source>1 job</source>
        <translation>1 Auftrag</translation>
    </message>
    <message>
        <source>{count} jobs</source>
        <translation>{count} Aufträge</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} Token</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation>{count} abgelehnt</translation>
    </message>
</context>
<context>
    <name>LibraryViewModel</name>
    <message>
        <source>Models take {used}; {free} are free.</source>
        <translation>Modelle belegen {used}; {free} sind frei.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>to {folder}</source>
        <translation>nach {folder}</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message>
        <source>Neither LM Studio, Ollama, Jan, GPT4All nor the Hugging Face cache holds models on this PC.</source>
        <translation>Weder LM Studio, Ollama, Jan, GPT4All noch der Cache von Hugging Face hat Modelle auf diesem PC.</translation>
    </message>
    <message>
        <source>The models lie in {folder} now.</source>
        <translation>Die Modelle liegen jetzt in {folder}.</translation>
    </message>
    <message>
        <source>{name} was added.</source>
        <translation>{name} wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>{count} models were added.</source>
        <translation>{count} Modelle wurden hinzugefügt.</translation>
    </message>
</context>
<context>
    <name>Markdown</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>MeasuringViewModel</name>
    <message>
        <source>{name}: {fit}</source>
        <translation>{name}: {fit}</translation>
    </message>
</context>
<context>
    <name>MemberLine</name>
    <message>
        <source>What %1 may do</source>
        <translation>Was %1 darf</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Edit your message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>ModelActions</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Chat with %1</source>
        <translation>Mit %1 chatten</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Load %1 into memory</source>
        <translation>%1 in den Arbeitsspeicher laden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Load %1 again although it crashed</source>
        <translation>%1 trotz der Abstürze wieder laden</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Entladen</translation>
    </message>
    <message>
        <source>Free the memory of %1</source>
        <translation>Arbeitsspeicher von %1 freigeben</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>Look again for the file of %1</source>
        <translation>Die Datei von %1 erneut suchen</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Choose the file of %1</source>
        <translation>Datei von %1 wählen</translation>
    </message>
    <message>
        <source>Download again</source>
        <translation>Erneut herunterladen</translation>
    </message>
    <message>
        <source>Download %1 again</source>
        <translation>%1 erneut herunterladen</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Mehr zu %1</translation>
    </message>
    <message>
        <source>Measure speed (20 s)</source>
        <translation>Tempo messen (20 s)</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>Datei prüfen</translation>
    </message>
    <message>
        <source>Get the newer version</source>
        <translation>Neuere Fassung holen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Measure speed (20 s)</source>
        <translation>Tempo messen (20 s)</translation>
    </message>
    <message>
        <source>Measure how fast %1 is on this PC</source>
        <translation>Messen, wie schnell %1 auf diesem PC ist</translation>
    </message>
    <message>
        <source>The file is not where it was</source>
        <translation>Die Datei ist nicht mehr an ihrem Ort</translation>
    </message>
    <message>
        <source>The file has changed since it was added</source>
        <translation>Die Datei hat sich seit dem Hinzufügen verändert</translation>
    </message>
    <message>
        <source>It is not used any more. Remove the model here and get it anew.</source>
        <translation>Sie wird nicht mehr genutzt. Das Modell hier entfernen und neu holen.</translation>
    </message>
    <message>
        <source>Connect the drive that it lies on and look again, or choose the file where it is now.</source>
        <translation>Laufwerk anschließen, auf dem sie liegt, und erneut suchen, oder die Datei an ihrem neuen Ort wählen.</translation>
    </message>
    <message>
        <source>Connect the drive that it lies on and look again, or download it again.</source>
        <translation>Laufwerk anschließen, auf dem sie liegt, und erneut suchen, oder sie erneut herunterladen.</translation>
    </message>
    <message>
        <source>It runs on the processor: the graphics card could not load it</source>
        <translation>Es läuft auf dem Prozessor: Die Grafikkarte konnte es nicht laden</translation>
    </message>
    <message>
        <source>It crashed twice and is held back</source>
        <translation>Es ist zweimal abgestürzt und wird zurückgehalten</translation>
    </message>
    <message>
        <source>It is not loaded until you want it tried again, or until a check finds its file in order.</source>
        <translation>Es wird erst wieder geladen, wenn Sie es erneut versuchen oder eine Prüfung seine Datei für richtig befindet.</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>Loading into memory</source>
        <translation>Wird in den Arbeitsspeicher geladen</translation>
    </message>
    <message>
        <source>Measuring %1</source>
        <translation>%1 wird gemessen</translation>
    </message>
    <message>
        <source>Measuring how fast it answers on this PC; about 20 seconds</source>
        <translation>Es wird gemessen, wie schnell es auf diesem PC antwortet; etwa 20 Sekunden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop measuring %1</source>
        <translation>Messung von %1 abbrechen</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>%1 wird geprüft</translation>
    </message>
    <message>
        <source>Reading the whole file and comparing its checksum</source>
        <translation>Die ganze Datei wird gelesen und ihre Prüfsumme verglichen</translation>
    </message>
    <message>
        <source>Stop checking %1</source>
        <translation>Prüfung von %1 abbrechen</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>%1 wird heruntergeladen</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>Download fehlgeschlagen</translation>
    </message>
    <message>
        <source>Waiting for the download before it</source>
        <translation>Wartet auf den vorherigen Download</translation>
    </message>
    <message>
        <source>Paused at {done} of {total}</source>
        <translation>Angehalten bei {done} von {total}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>Waiting: number {position} in the queue</source>
        <translation>Wartet: Nummer {position} in der Reihe</translation>
    </message>
    <message>
        <source>Newer version: {progress}</source>
        <translation>Neuere Version: {progress}</translation>
    </message>
    <message>
        <source>size is asked at download</source>
        <translation>Größe wird beim Laden erfragt</translation>
    </message>
    <message>
        <source>Adapter for {family} models</source>
        <translation>Adapter für Modelle der Art {family}</translation>
    </message>
    <message>
        <source>{when}: {cause}</source>
        <translation>{when}: {cause}</translation>
    </message>
    <message>
        <source>Your own file: {path}</source>
        <translation>Eigene Datei: {path}</translation>
    </message>
    <message>
        <source>From {place}</source>
        <translation>Von {place}</translation>
    </message>
    <message>
        <source>It is only taken off the list. Your file stays where it is:
{path}</source>
        <translation>Es wird nur aus der Liste genommen. Die Datei bleibt, wo sie ist:
{path}</translation>
    </message>
    <message>
        <source>This frees {size} on the disk. Conversations stay, and you can download it again.</source>
        <translation>Das gibt {size} auf dem Datenträger frei. Unterhaltungen bleiben, und das Modell lässt sich erneut herunterladen.</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>Nobody in “{pool}” offers this model at the moment. Choose another one above.</source>
        <translation>Niemand in „{pool}“ bietet dieses Modell zurzeit an. Oben ein anderes wählen.</translation>
    </message>
    <message>
        <source>No model is installed yet. Get one on the Models page, then come back here.</source>
        <translation>Noch kein Modell installiert. Unter „Modelle“ eines herunterladen, dann geht es hier weiter.</translation>
    </message>
    <message>
        <source>On this PC</source>
        <translation>Auf diesem PC</translation>
    </message>
    <message>
        <source>Pool “{name}”</source>
        <translation>Pool „{name}“</translation>
    </message>
    <message>
        <source>asks you first</source>
        <translation>fragt Sie zuerst</translation>
    </message>
    <message>
        <source>nobody at the moment</source>
        <translation>zurzeit niemand</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} Token/s</translation>
    </message>
    <message>
        <source>free now</source>
        <translation>jetzt frei</translation>
    </message>
    <message>
        <source>free in about {seconds} s</source>
        <translation>frei in etwa {seconds} s</translation>
    </message>
</context>
<context>
    <name>ModelDropArea</name>
    <message>
        <source>Drop the model file to add it</source>
        <translation>Modelldatei zum Hinzufügen hier ablegen</translation>
    </message>
    <message>
        <source>It stays where it is; nothing is copied.</source>
        <translation>Sie bleibt, wo sie ist; nichts wird kopiert.</translation>
    </message>
</context>
<context>
    <name>ModelFileDialog</name>
    <message>
        <source>Choose a model file</source>
        <translation>Modelldatei wählen</translation>
    </message>
    <message>
        <source>Models in GGUF format</source>
        <translation>Modelle im GGUF-Format</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
</context>
<context>
    <name>ModelFiles</name>
    <message>
        <source>{name} was removed; {size} are free again.</source>
        <translation>{name} wurde entfernt; {size} sind wieder frei.</translation>
    </message>
    <message>
        <source>{name} was taken off the list.</source>
        <translation>{name} wurde aus der Liste genommen.</translation>
    </message>
    <message>
        <source>{name} was added.</source>
        <translation>{name} wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>{name} has changed since it was added. Remove it and get it anew.</source>
        <translation>{name} hat sich seit dem Hinzufügen verändert. Entfernen und neu holen.</translation>
    </message>
    <message>
        <source>{name} is exactly as it was added.</source>
        <translation>{name} ist genau so, wie es hinzugefügt wurde.</translation>
    </message>
    <message>
        <source>{name} can be read; its checksum is remembered from now on.</source>
        <translation>{name} ist lesbar; die Prüfsumme ist ab jetzt gemerkt.</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Of the pool “%1”</source>
        <translation>Aus dem Pool „%1“</translation>
    </message>
    <message>
        <source>Model that answers (%1)</source>
        <translation>Modell, das antwortet (%1)</translation>
    </message>
</context>
<context>
    <name>ModelSummary</name>
    <message>
        <source>In memory: %1</source>
        <translation>Im Arbeitsspeicher: %1</translation>
    </message>
    <message>
        <source>File missing</source>
        <translation>Datei fehlt</translation>
    </message>
    <message>
        <source>File changed</source>
        <translation>Datei verändert</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Newer version available</source>
        <translation>Neuere Fassung verfügbar</translation>
    </message>
    <message>
        <source>Fits this PC</source>
        <translation>Passt auf diesen PC</translation>
    </message>
    <message>
        <source>Probably too large for this PC</source>
        <translation>Wohl zu groß für diesen PC</translation>
    </message>
    <message>
        <source>An estimate: it needs about %1 of memory.</source>
        <translation>Geschätzt: Es braucht etwa %1 Arbeitsspeicher.</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>My models</source>
        <translation>Meine Modelle</translation>
    </message>
    <message>
        <source>Discover</source>
        <translation>Entdecken</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Parts of this page</source>
        <translation>Teile dieser Seite</translation>
    </message>
</context>
<context>
    <name>ModelsViewModel</name>
    <message>
        <source>{name} is ready.</source>
        <translation>{name} ist bereit.</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
</context>
<context>
    <name>MyModels</name>
    <message>
        <source>Add a file</source>
        <translation>Datei hinzufügen</translation>
    </message>
    <message>
        <source>Add a model in GGUF format from this PC, or drop it on this page.</source>
        <translation>Modell im GGUF-Format von diesem PC hinzufügen oder auf dieser Seite ablegen.</translation>
    </message>
    <message>
        <source>Add a .gguf file from this PC, or drop it on this page</source>
        <translation>Eine .gguf-Datei von diesem PC hinzufügen oder auf dieser Seite ablegen</translation>
    </message>
    <message>
        <source>Found on this PC</source>
        <translation>Auf diesem PC gefunden</translation>
    </message>
    <message>
        <source>Use models that LM Studio, Ollama, Jan, GPT4All or the Hugging Face cache hold.</source>
        <translation>Modelle nutzen, die LM Studio, Ollama, Jan, GPT4All oder der Cache von Hugging Face haben.</translation>
    </message>
    <message>
        <source>Look for newer versions</source>
        <translation>Nach neueren Versionen suchen</translation>
    </message>
    <message>
        <source>Ask the hub whether it has newer versions of the models that came from there. Nothing is downloaded.</source>
        <translation>Den Hub fragen, ob er neuere Versionen der Modelle hat, die von dort kamen. Es wird nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
</context>
<context>
    <name>NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>%1 downloads</source>
        <translation>%1 Downloads</translation>
    </message>
    <message>
        <source>1 download</source>
        <translation>1 Download</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>NewKeyDialog</name>
    <message>
        <source>Your new key</source>
        <translation>Der neue Schlüssel</translation>
    </message>
    <message>
        <source>Put it into the program now: it can&apos;t be shown again.</source>
        <translation>Jetzt in das Programm eintragen: Er lässt sich nicht noch einmal anzeigen.</translation>
    </message>
    <message>
        <source>The key</source>
        <translation>Der Schlüssel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>Schlüssel kopieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>Newer</name>
    <message>
        <source>There is no newer version of {name}.</source>
        <translation>Von {name} gibt es keine neuere Version.</translation>
    </message>
    <message>
        <source>There are newer versions of: {names}.</source>
        <translation>Neuere Versionen gibt es von: {names}.</translation>
    </message>
    <message>
        <source>There are no newer versions.</source>
        <translation>Es gibt keine neueren Versionen.</translation>
    </message>
    <message>
        <source>{told} Of {name} that is not known: {why}</source>
        <translation>{told} Von {name} ist es nicht bekannt: {why}</translation>
    </message>
</context>
<context>
    <name>NodeLink</name>
    <message>
        <source>The node&apos;s reply can&apos;t be read.</source>
        <translation>Die Antwort des Dienstes lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Start DeAI again.</source>
        <translation>DeAI neu starten.</translation>
    </message>
    <message>
        <source>It replied with status {status}.</source>
        <translation>Er antwortete mit dem Status {status}.</translation>
    </message>
    <message>
        <source>The node does not answer.</source>
        <translation>Der Dienst antwortet nicht.</translation>
    </message>
    <message>
        <source>It is being started again.</source>
        <translation>Er wird neu gestartet.</translation>
    </message>
</context>
<context>
    <name>NodeSetting</name>
    <message>
        <source>Where models run</source>
        <translation>Wo Modelle laufen</translation>
    </message>
    <message>
        <source>Chats, models and settings are those of the place you choose. All of them are on this PC.</source>
        <translation>Chats, Modelle und Einstellungen sind die des gewählten Ortes. Alle liegen auf diesem PC.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove this place</source>
        <translation>Diesen Ort entfernen</translation>
    </message>
    <message>
        <source>DeAI in WSL</source>
        <translation>DeAI in WSL</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>None runs there now. Start it in your Linux with “deai node”, then look again.</source>
        <translation>Dort läuft gerade keines. Im Linux mit „deai node“ starten, dann erneut suchen.</translation>
    </message>
    <message>
        <source>Looks into the Linux distributions that run now; or paste what “deai pair” printed there.</source>
        <translation>Sucht in den Linux-Distributionen, die gerade laufen; oder einfügen, was „deai pair“ dort ausgegeben hat.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Look for DeAI in WSL</source>
        <translation>DeAI in WSL suchen</translation>
    </message>
    <message>
        <source>Pairing code</source>
        <translation>Kopplungscode</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add the place of this code</source>
        <translation>Den Ort dieses Codes hinzufügen</translation>
    </message>
    <message>
        <source>DeAI there makes a key for this window, which you can revoke at any time.</source>
        <translation>DeAI erzeugt dort einen Schlüssel für dieses Fenster, der sich jederzeit widerrufen lässt.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use DeAI in %1</source>
        <translation>DeAI in %1 verwenden</translation>
    </message>
    <message>
        <source>Remove this place?</source>
        <translation>Diesen Ort entfernen?</translation>
    </message>
    <message>
        <source>Its chats and models stay where they are. To use it again, connect with it again.</source>
        <translation>Seine Chats und Modelle bleiben, wo sie sind. Um ihn wieder zu nutzen, neu verbinden.</translation>
    </message>
</context>
<context>
    <name>NodeStatus</name>
    <message>
        <source>Now {used} of {budget} are in use.</source>
        <translation>Zurzeit sind {used} von {budget} belegt.</translation>
    </message>
</context>
<context>
    <name>NodesViewModel</name>
    <message>
        <source>This PC</source>
        <translation>Dieser PC</translation>
    </message>
    <message>
        <source>“{name}” was removed; its key no longer works.</source>
        <translation>„{name}“ wurde entfernt; der Schlüssel gilt nicht mehr.</translation>
    </message>
    <message>
        <source>“{name}” was removed, but did not answer: revoke its key there.</source>
        <translation>„{name}“ wurde entfernt, hat aber nicht geantwortet: den Schlüssel dort widerrufen.</translation>
    </message>
</context>
<context>
    <name>NumberSetting</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Downloading %1</source>
        <translation>%1 wird heruntergeladen</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>Download fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>This version of DeAI Desktop does not know “{link}”.</source>
        <translation>Diese Version von DeAI Desktop kennt „{link}“ nicht.</translation>
    </message>
    <message>
        <source>Update DeAI Desktop, or ask the person who gave you the link.</source>
        <translation>DeAI Desktop aktualisieren oder nachfragen, von wem der Link kommt.</translation>
    </message>
    <message>
        <source>This link can&apos;t be opened</source>
        <translation>Dieser Link kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>“{name}” is neither a model file nor a link of DeAI Desktop.</source>
        <translation>„{name}“ ist weder eine Modelldatei noch ein Link von DeAI Desktop.</translation>
    </message>
    <message>
        <source>Open a file whose name ends in .gguf.</source>
        <translation>Eine Datei öffnen, deren Name auf .gguf endet.</translation>
    </message>
    <message>
        <source>This can&apos;t be opened</source>
        <translation>Das kann nicht geöffnet werden</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>Options of this chat</source>
        <translation>Chat-Optionen</translation>
    </message>
    <message>
        <source>Close options</source>
        <translation>Optionen schließen</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>What the model is told before everything else in this conversation.</source>
        <translation>Was dem Modell in dieser Unterhaltung vor allem anderen gesagt wird.</translation>
    </message>
    <message>
        <source>For example: Answer briefly, in plain words.</source>
        <translation>Zum Beispiel: Antworte kurz und in einfachen Worten.</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>Precise</source>
        <translation>Präzise</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Creative</source>
        <translation>Kreativ</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Low keeps to the likeliest words, high is freer</source>
        <translation>Niedrig hält sich an die wahrscheinlichsten Wörter, hoch ist freier</translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Small files that teach this model something more.</source>
        <translation>Kleine Dateien, die diesem Modell etwas dazu beibringen.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Strength of %1</source>
        <translation>Stärke von %1</translation>
    </message>
    <message>
        <source>1 is how it was trained</source>
        <translation>1 entspricht dem Training</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>In tokens; a token is about three quarters of a word.</source>
        <translation>In Token; ein Token ist etwa ein halbes bis dreiviertel Wort.</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>Längste Antwort in Token</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>The same number gives the same answer to the same question.</source>
        <translation>Dieselbe Zahl ergibt dieselbe Antwort auf dieselbe Frage.</translation>
    </message>
    <message>
        <source>Another each time</source>
        <translation>Jedes Mal anders</translation>
    </message>
</context>
<context>
    <name>Outbound</name>
    <message>
        <source>Download of a model</source>
        <translation>Download eines Modells</translation>
    </message>
    <message>
        <source>Which file is wanted and from where on, DeAI&apos;s version</source>
        <translation>Welche Datei gewünscht ist und ab welcher Stelle, die Version von DeAI</translation>
    </message>
    <message>
        <source>The name and version of the package, pip&apos;s version</source>
        <translation>Name und Version des Pakets, die Version von pip</translation>
    </message>
    <message>
        <source>Search for an update</source>
        <translation>Suche nach einem Update</translation>
    </message>
    <message>
        <source>That DeAI asks for updates, and its version</source>
        <translation>Dass DeAI nach Updates fragt, und seine Version</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>Download fehlgeschlagen</translation>
    </message>
    <message>
        <source>it broke off</source>
        <translation>sie ist abgebrochen</translation>
    </message>
    <message>
        <source>its certificate could not be verified</source>
        <translation>das Zertifikat ließ sich nicht prüfen</translation>
    </message>
    <message>
        <source>nobody answers there</source>
        <translation>dort antwortet niemand</translation>
    </message>
    <message>
        <source>the connection broke off</source>
        <translation>die Verbindung ist abgebrochen</translation>
    </message>
    <message>
        <source>the file ended too early</source>
        <translation>die Datei endete zu früh</translation>
    </message>
    <message>
        <source>the proxy of this network refuses the connection</source>
        <translation>der Proxy dieses Netzwerks lehnt die Verbindung ab</translation>
    </message>
    <message>
        <source>the server does not answer in time</source>
        <translation>der Server antwortet nicht rechtzeitig</translation>
    </message>
    <message>
        <source>the server&apos;s name can&apos;t be found, perhaps this PC is offline</source>
        <translation>der Name des Servers ist nicht zu finden, vielleicht ist dieser PC offline</translation>
    </message>
    <message>
        <source>Search for models</source>
        <translation>Suche nach Modellen</translation>
    </message>
    <message>
        <source>Description of a model</source>
        <translation>Beschreibung eines Modells</translation>
    </message>
    <message>
        <source>The words searched for, DeAI&apos;s version</source>
        <translation>Die gesuchten Wörter, die Version von DeAI</translation>
    </message>
    <message>
        <source>The words searched for, DeAI&apos;s version, your token for the hub</source>
        <translation>Die gesuchten Wörter, die Version von DeAI, Ihr Token für die Modellsammlung</translation>
    </message>
    <message>
        <source>Which model is looked at, DeAI&apos;s version</source>
        <translation>Welches Modell angesehen wird, die Version von DeAI</translation>
    </message>
    <message>
        <source>Which model is looked at, DeAI&apos;s version, your token for the hub</source>
        <translation>Welches Modell angesehen wird, die Version von DeAI, Ihr Token für die Modellsammlung</translation>
    </message>
    <message>
        <source>Which file is wanted and from where on, DeAI&apos;s version, your token for the hub</source>
        <translation>Welche Datei ab welcher Stelle gewünscht ist, die Version von DeAI, Ihr Token für die Modellsammlung</translation>
    </message>
</context>
<context>
    <name>OutboundViewModel</name>
    <message>
        <source>The list was cleared.</source>
        <translation>Die Liste wurde geleert.</translation>
    </message>
    <message>
        <source>{size} came in</source>
        <translation>{size} empfangen</translation>
    </message>
    <message>
        <source>Told there: {sent}</source>
        <translation>Dort mitgeteilt: {sent}</translation>
    </message>
    <message>
        <source>Download of {name}</source>
        <translation>Download von {name}</translation>
    </message>
    <message>
        <source>the Python package index set up on this PC, through pip</source>
        <translation>der auf diesem PC eingestellte Python Package Index, über pip</translation>
    </message>
    <message>
        <source>{place}, through {via}</source>
        <translation>{place}, über {via}</translation>
    </message>
    <message>
        <source>going on</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>DeAI ended meanwhile</source>
        <translation>DeAI wurde dabei beendet</translation>
    </message>
    <message>
        <source>failed: {reason}</source>
        <translation>fehlgeschlagen: {reason}</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>OwnHubs</name>
    <message>
        <source>Hubs on this PC for pools of others</source>
        <translation>Hubs auf diesem PC für Pools anderer</translation>
    </message>
    <message>
        <source>Their members meet here while DeAI runs. What they say passes through encrypted.</source>
        <translation>Deren Mitglieder treffen sich hier, solange DeAI läuft. Was sie sagen, geht verschlüsselt hindurch.</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Be the hub of %1 no longer</source>
        <translation>Nicht länger Hub von %1 sein</translation>
    </message>
</context>
<context>
    <name>OwnHubsViewModel</name>
    <message>
        <source>This PC is no hub of “{name}” any more. Ask its founder to remove it from the list.</source>
        <translation>Dieser PC ist kein Hub von „{name}“ mehr. Bitten Sie den Gründer, ihn von der Liste zu nehmen.</translation>
    </message>
    <message>
        <source>Called “{name}”, at {addresses}</source>
        <translation>Heißt „{name}“, unter {addresses}</translation>
    </message>
    <message>
        <source>Called “{name}”</source>
        <translation>Heißt „{name}“</translation>
    </message>
</context>
<context>
    <name>PeopleViewModel</name>
    <message>
        <source>The pool&apos;s log was rewritten, so these credits can&apos;t be trusted. Tell its members.</source>
        <translation>Das Protokoll des Pools wurde umgeschrieben, diesen Guthaben ist also nicht zu trauen. Sagen Sie es den Mitgliedern.</translation>
    </message>
    <message>
        <source>“{name}” is told so when it renews its membership, within a day.</source>
        <translation>„{name}“ erfährt davon, wenn die Mitgliedschaft erneuert wird, innerhalb eines Tages.</translation>
    </message>
    <message>
        <source>“{name}” is out of the pool.</source>
        <translation>„{name}“ gehört nicht mehr zum Pool.</translation>
    </message>
    <message>
        <source>The invite is good for nothing now.</source>
        <translation>Die Einladung gilt nicht mehr.</translation>
    </message>
    <message>
        <source>This PC, which founded the pool</source>
        <translation>Dieser PC, der den Pool gegründet hat</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>Dieser PC</translation>
    </message>
    <message>
        <source>This PC has met it</source>
        <translation>Dieser PC ist ihm begegnet</translation>
    </message>
    <message>
        <source>Since {day}</source>
        <translation>Seit {day}</translation>
    </message>
    <message>
        <source>{role} · made {made} · good until {end}</source>
        <translation>{role} · gemacht {made} · gilt bis {end}</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>The image could not be saved</source>
        <translation>Das Bild konnte nicht gespeichert werden</translation>
    </message>
</context>
<context>
    <name>PivotButton</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>PoolAccounts</name>
    <message>
        <source>{credit} credits (gave {given}, got {got})</source>
        <translation>{credit} Guthaben ({given} gegeben, {got} erhalten)</translation>
    </message>
    <message>
        <source>Checks found that it answers with another model than it names. It is asked last.</source>
        <translation>Prüfungen haben ergeben, dass er mit einem anderen Modell antwortet, als er angibt. Er wird zuletzt gefragt.</translation>
    </message>
    <message>
        <source>{count} credits</source>
        <translation>{count} Guthaben</translation>
    </message>
    <message>
        <source>no work for others yet</source>
        <translation>noch keine Arbeit für andere</translation>
    </message>
    <message>
        <source>{count} broken off</source>
        <translation>{count} abgebrochen</translation>
    </message>
    <message>
        <source>{passed} of {checks} checks passed</source>
        <translation>{passed} von {checks} Prüfungen bestanden</translation>
    </message>
</context>
<context>
    <name>PoolCard</name>
    <message>
        <source>Invite somebody</source>
        <translation>Jemanden einladen</translation>
    </message>
    <message>
        <source>Invite somebody to %1</source>
        <translation>Jemanden zu %1 einladen</translation>
    </message>
    <message>
        <source>Changing %1</source>
        <translation>%1 wird geändert</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Augenblick…</translation>
    </message>
    <message>
        <source>This PC is called</source>
        <translation>Dieser PC heißt</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Call this PC otherwise in %1</source>
        <translation>Diesen PC in %1 umbenennen</translation>
    </message>
    <message>
        <source>Rename the pool</source>
        <translation>Pool umbenennen</translation>
    </message>
    <message>
        <source>Rename the pool %1</source>
        <translation>Den Pool %1 umbenennen</translation>
    </message>
    <message>
        <source>End the pool</source>
        <translation>Pool beenden</translation>
    </message>
    <message>
        <source>Leave the pool</source>
        <translation>Pool verlassen</translation>
    </message>
    <message>
        <source>End the pool %1</source>
        <translation>Den Pool %1 beenden</translation>
    </message>
    <message>
        <source>Leave the pool %1</source>
        <translation>Den Pool %1 verlassen</translation>
    </message>
</context>
<context>
    <name>PoolHubs</name>
    <message>
        <source>Hubs, where the members meet (%1)</source>
        <translation>Hubs, an denen sich die Mitglieder treffen (%1)</translation>
    </message>
    <message>
        <source>Hub, where the members meet</source>
        <translation>Hub, an dem sich die Mitglieder treffen</translation>
    </message>
    <message>
        <source>Add a hub</source>
        <translation>Hub hinzufügen</translation>
    </message>
    <message>
        <source>Add a hub to %1</source>
        <translation>Einen Hub zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>{name} (this PC)</source>
        <translation>{name} (dieser PC)</translation>
    </message>
    <message>
        <source>If it is gone for good, remove it here.</source>
        <translation>Ist er für immer weg, entfernen Sie ihn hier.</translation>
    </message>
    <message>
        <source>{count} connected</source>
        <translation>{count} verbunden</translation>
    </message>
    <message>
        <source>{size} stored</source>
        <translation>{size} gespeichert</translation>
    </message>
    <message>
        <source>{size} of memory</source>
        <translation>{size} Arbeitsspeicher</translation>
    </message>
    <message>
        <source>sees {seen} of {others} other hubs</source>
        <translation>sieht {seen} von {others} anderen Hubs</translation>
    </message>
    <message>
        <source>{count} entries of the log behind</source>
        <translation>{count} Einträge des Protokolls zurück</translation>
    </message>
    <message>
        <source>leads the log</source>
        <translation>führt das Protokoll</translation>
    </message>
    <message>
        <source>has the whole log</source>
        <translation>hat das ganze Protokoll</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>Being removed…</source>
        <translation>Wird entfernt…</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt…</translation>
    </message>
    <message>
        <source>Your PC is the hub: members can reach each other while it is on. With three hubs, any one may be off.</source>
        <translation>Ihr PC ist der Hub: Solange er an ist, erreichen die Mitglieder einander. Bei drei Hubs darf ein beliebiger aus sein.</translation>
    </message>
    <message>
        <source>Any one of them may be off: members go on at the others.</source>
        <translation>Ein beliebiger davon darf aus sein: Die Mitglieder machen bei den anderen weiter.</translation>
    </message>
    <message>
        <source>When one is off, this PC goes on at another.</source>
        <translation>Ist einer aus, macht dieser PC bei einem anderen weiter.</translation>
    </message>
    <message>
        <source>Members can reach each other while it is on.</source>
        <translation>Solange er an ist, erreichen die Mitglieder einander.</translation>
    </message>
</context>
<context>
    <name>PoolLending</name>
    <message>
        <source>What this PC does for the members</source>
        <translation>Was dieser PC für die Mitglieder tut</translation>
    </message>
    <message>
        <source>Work for its members</source>
        <translation>Für die Mitglieder arbeiten</translation>
    </message>
    <message>
        <source>This PC is in the pool to ask only. Who founded it can change that.</source>
        <translation>Dieser PC ist im Pool, um nur zu fragen. Wer ihn gegründet hat, kann das ändern.</translation>
    </message>
    <message>
        <source>Members can use models of this PC. What you do yourself goes first.</source>
        <translation>Mitglieder können Modelle dieses PCs nutzen. Was Sie selbst tun, geht vor.</translation>
    </message>
    <message>
        <source>Members can use no model of this PC.</source>
        <translation>Mitglieder können kein Modell dieses PCs nutzen.</translation>
    </message>
    <message>
        <source>Work for the members of %1</source>
        <translation>Für die Mitglieder von %1 arbeiten</translation>
    </message>
</context>
<context>
    <name>PoolPeople</name>
    <message>
        <source>Members (%1)</source>
        <translation>Mitglieder (%1)</translation>
    </message>
    <message>
        <source>Those that this PC has met; only the PC that founded the pool knows all.</source>
        <translation>Die, denen dieser PC begegnet ist; alle kennt nur der PC, der den Pool gegründet hat.</translation>
    </message>
    <message>
        <source>Open invites (%1)</source>
        <translation>Offene Einladungen (%1)</translation>
    </message>
</context>
<context>
    <name>PoolReach</name>
    <message>
        <source>no address yet</source>
        <translation>noch ohne Adresse</translation>
    </message>
    <message>
        <source>only this PC can reach it</source>
        <translation>nur dieser PC erreicht ihn</translation>
    </message>
    <message>
        <source>PCs in your network can reach it</source>
        <translation>PCs in Ihrem Netzwerk erreichen ihn</translation>
    </message>
</context>
<context>
    <name>PoolReasons</name>
    <message>
        <source>It has cut off members that did not listen fast enough; their connection may be slow.</source>
        <translation>Er hat Mitglieder getrennt, die nicht schnell genug zuhörten; ihre Verbindung ist vielleicht langsam.</translation>
    </message>
    <message>
        <source>It does not answer. Is its PC on and connected?</source>
        <translation>Er antwortet nicht. Ist sein PC an und verbunden?</translation>
    </message>
    <message>
        <source>It was ended from outside.</source>
        <translation>Er wurde von außen beendet.</translation>
    </message>
    <message>
        <source>Of two hubs neither may be away for long, or the log waits. Add a third one.</source>
        <translation>Von zwei Hubs darf keiner lange weg sein, sonst wartet das Protokoll. Fügen Sie einen dritten hinzu.</translation>
    </message>
    <message>
        <source>The connection to the hub broke off.</source>
        <translation>Die Verbindung zum Hub ist abgebrochen.</translation>
    </message>
    <message>
        <source>The hubs do not agree on who decides, so the log waits: too few of them answer. Remove those that are gone for good.</source>
        <translation>Die Hubs einigen sich nicht darauf, wer entscheidet, und so wartet das Protokoll: Es antworten zu wenige. Entfernen Sie die, die für immer weg sind.</translation>
    </message>
    <message>
        <source>The pool has removed this PC, or its ticket has expired.</source>
        <translation>Der Pool hat diesen PC entfernt, oder sein Ticket ist abgelaufen.</translation>
    </message>
    <message>
        <source>The pool has taken this hub off its list.</source>
        <translation>Der Pool hat diesen Hub von seiner Liste genommen.</translation>
    </message>
    <message>
        <source>What pools need is not installed.</source>
        <translation>Was Pools brauchen, ist nicht installiert.</translation>
    </message>
    <message>
        <source>it wrote nothing</source>
        <translation>Er hat nichts geschrieben.</translation>
    </message>
</context>
<context>
    <name>PoolRoles</name>
    <message>
        <source>Lends its models</source>
        <translation>Verleiht seine Modelle</translation>
    </message>
    <message>
        <source>Uses models of others</source>
        <translation>Nutzt Modelle anderer</translation>
    </message>
    <message>
        <source>Lends and uses models</source>
        <translation>Verleiht und nutzt Modelle</translation>
    </message>
    <message>
        <source>Lends, uses and manages</source>
        <translation>Verleiht, nutzt und verwaltet</translation>
    </message>
</context>
<context>
    <name>PoolRow</name>
    <message>
        <source>Founded on this PC, {day}</source>
        <translation>Auf diesem PC gegründet, {day}</translation>
    </message>
    <message>
        <source>{role} · joined {day}</source>
        <translation>{role} · beigetreten {day}</translation>
    </message>
</context>
<context>
    <name>PoolStandings</name>
    <message>
        <source>Connecting</source>
        <translation>Verbindet sich</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Not let in</source>
        <translation>Nicht eingelassen</translation>
    </message>
</context>
<context>
    <name>PoolTrust</name>
    <message>
        <source>Use of its models</source>
        <translation>Nutzung seiner Modelle</translation>
    </message>
    <message>
        <source>You agreed that whoever works on your prompt can read it. You find the models in the chat&apos;s model list.</source>
        <translation>Sie haben zugestimmt, dass Ihre Anfrage lesen kann, wer sie bearbeitet. Die Modelle stehen in der Modellliste des Chats.</translation>
    </message>
    <message>
        <source>Whoever works on your prompt can read it. Nobody is asked before you have agreed to that.</source>
        <translation>Wer Ihre Anfrage bearbeitet, kann sie lesen. Niemand wird gefragt, bevor Sie dem zugestimmt haben.</translation>
    </message>
    <message>
        <source>Use its models…</source>
        <translation>Seine Modelle nutzen…</translation>
    </message>
    <message>
        <source>Use the models of %1</source>
        <translation>Die Modelle von %1 nutzen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Use the models of %1 no longer</source>
        <translation>Die Modelle von %1 nicht mehr nutzen</translation>
    </message>
</context>
<context>
    <name>PoolsPage</name>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Join a pool</source>
        <translation>Pool beitreten</translation>
    </message>
    <message>
        <source>Create a pool</source>
        <translation>Pool gründen</translation>
    </message>
    <message>
        <source>There can be no pools here yet</source>
        <translation>Hier kann es noch keine Pools geben</translation>
    </message>
    <message>
        <source>Looking at your pools…</source>
        <translation>Ihre Pools werden angesehen…</translation>
    </message>
    <message>
        <source>The pools can&apos;t be shown</source>
        <translation>Die Pools können nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Rename the pool</source>
        <translation>Pool umbenennen</translation>
    </message>
    <message>
        <source>Rename this PC in the pool</source>
        <translation>Diesen PC im Pool umbenennen</translation>
    </message>
    <message>
        <source>New name, for all members</source>
        <translation>Neuer Name, für alle Mitglieder</translation>
    </message>
    <message>
        <source>New name of this PC</source>
        <translation>Neuer Name dieses PCs</translation>
    </message>
    <message>
        <source>Let only this PC reach the hub?</source>
        <translation>Nur diesen PC den Hub erreichen lassen?</translation>
    </message>
    <message>
        <source>Let your network reach the hub?</source>
        <translation>Ihr Netzwerk den Hub erreichen lassen?</translation>
    </message>
    <message>
        <source>The PCs of the other members lose their connection, until you let your network in again.</source>
        <translation>Die PCs der anderen Mitglieder verlieren ihre Verbindung, bis Sie Ihr Netzwerk wieder einlassen.</translation>
    </message>
    <message>
        <source>Every PC in your network can then try to connect to this one. Only members and those you invite are let in, and everything is encrypted. Choose this only in a network whose people you trust, such as your home&apos;s.</source>
        <translation>Jeder PC in Ihrem Netzwerk kann dann versuchen, sich mit diesem zu verbinden. Nur Mitglieder und wen Sie einladen, werden eingelassen, und alles ist verschlüsselt. Wählen Sie das nur in einem Netzwerk, dessen Leuten Sie vertrauen, etwa zu Hause.</translation>
    </message>
    <message>
        <source>Only this PC</source>
        <translation>Nur dieser PC</translation>
    </message>
    <message>
        <source>Let it in</source>
        <translation>Einlassen</translation>
    </message>
    <message>
        <source>End “%1” for everybody?</source>
        <translation>„%1“ für alle beenden?</translation>
    </message>
    <message>
        <source>Leave “%1”?</source>
        <translation>„%1“ verlassen?</translation>
    </message>
    <message>
        <source>You founded this pool: its hub stops, all members are out, and its keys are deleted. This can&apos;t be undone.</source>
        <translation>Sie haben diesen Pool gegründet: Sein Hub endet, alle Mitglieder sind draußen, und seine Schlüssel werden gelöscht. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>To come back, you need a new invite.</source>
        <translation>Um zurückzukommen, brauchen Sie eine neue Einladung.</translation>
    </message>
    <message>
        <source>End the pool</source>
        <translation>Pool beenden</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Remove “%1” from “%2”?</source>
        <translation>„%1“ aus „%2“ entfernen?</translation>
    </message>
    <message>
        <source>It is out at once. To come back, it needs a new invite.</source>
        <translation>Der PC ist sofort draußen. Um zurückzukommen, braucht er eine neue Einladung.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the hub “%1” from “%2”?</source>
        <translation>Den Hub „%1“ aus „%2“ entfernen?</translation>
    </message>
    <message>
        <source>Your PC is the only hub then, and has the whole log. To come back, the other one needs a new invite.</source>
        <translation>Dann ist Ihr PC der einzige Hub und hat das ganze Protokoll. Um zurückzukommen, braucht der andere eine neue Einladung.</translation>
    </message>
    <message>
        <source>Members go on at the other hubs at once. To come back, it needs a new invite.</source>
        <translation>Die Mitglieder machen sofort bei den anderen Hubs weiter. Um zurückzukommen, braucht er eine neue Einladung.</translation>
    </message>
    <message>
        <source>Be the hub of “%1” no longer?</source>
        <translation>Nicht länger Hub von „%1“ sein?</translation>
    </message>
    <message>
        <source>It stops, and what it kept is deleted. Who founded the pool should remove it from the list, too.</source>
        <translation>Er wird angehalten, und was er aufbewahrt hat, wird gelöscht. Wer den Pool gegründet hat, sollte ihn auch von der Liste nehmen.</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
</context>
<context>
    <name>PoolsViewModel</name>
    <message>
        <source>The pool “{name}” has ended.</source>
        <translation>Der Pool „{name}“ ist beendet.</translation>
    </message>
    <message>
        <source>You left “{name}”.</source>
        <translation>Sie haben „{name}“ verlassen.</translation>
    </message>
    <message>
        <source>You can use the models of “{name}” now.</source>
        <translation>Sie können jetzt die Modelle von „{name}“ nutzen.</translation>
    </message>
    <message>
        <source>Nothing is asked of the members of “{name}” any more.</source>
        <translation>Die Mitglieder von „{name}“ werden nichts mehr gefragt.</translation>
    </message>
    <message>
        <source>The pool “{name}” is founded. Now invite somebody.</source>
        <translation>Der Pool „{name}“ ist gegründet. Laden Sie nun jemanden ein.</translation>
    </message>
    <message>
        <source>This PC belongs to “{name}” now.</source>
        <translation>Dieser PC gehört jetzt zu „{name}“.</translation>
    </message>
    <message>
        <source>This PC runs a hub of “{name}” now.</source>
        <translation>Dieser PC betreibt jetzt einen Hub von „{name}“.</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Your chats and files</source>
        <translation>Chats und Dateien</translation>
    </message>
    <message>
        <source>DeAI&apos;s folder</source>
        <translation>dem Ordner von DeAI</translation>
    </message>
    <message>
        <source>The local API</source>
        <translation>Die lokale API</translation>
    </message>
    <message>
        <source>DeAI connects to other computers only for searches and downloads you start and for pools you joined, and lists each connection here. No account, no statistics, no search for updates unless you turn it on.</source>
        <translation>DeAI verbindet sich nur für selbst gestartete Suchen und Downloads und für Pools, in denen dieser PC ist, mit anderen Computern und führt hier jede Verbindung auf. Kein Konto, keine Statistik, keine Suche nach Updates, solange sie nicht eingeschaltet wird.</translation>
    </message>
    <message>
        <source>They stay in %1, and models of this PC answer here. When you choose a model of a pool, the conversation goes to the member who works on it, sealed.</source>
        <translation>Sie bleiben in %1, und Modelle dieses PCs antworten hier. Wenn Sie ein Modell eines Pools wählen, geht das Gespräch versiegelt an das Mitglied, das daran arbeitet.</translation>
    </message>
    <message>
        <source>Ask a pool when this PC is too small or too busy</source>
        <translation>Einen Pool fragen, wenn dieser PC zu klein oder ausgelastet ist</translation>
    </message>
    <message>
        <source>This PC goes first. When a model is not on it, too big for its memory, or would be finished clearly sooner elsewhere, a pool that you agreed to is asked for the same model. Each answer says who gave it.</source>
        <translation>Dieser PC geht vor. Ist ein Modell nicht darauf, zu groß für seinen Arbeitsspeicher oder anderswo deutlich früher fertig, wird ein Pool, dem Sie zugestimmt haben, nach demselben Modell gefragt. Jede Antwort sagt, von wem sie ist.</translation>
    </message>
    <message>
        <source>You let other computers on your network in. Each needs a key; nothing is encrypted.</source>
        <translation>Andere Computer im Netzwerk sind zugelassen. Jeder braucht einen Schlüssel; nichts ist verschlüsselt.</translation>
    </message>
    <message>
        <source>It listens to programs on this PC only and asks each for a key.</source>
        <translation>Sie antwortet nur Programmen auf diesem PC und verlangt von jedem einen Schlüssel.</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>Keys are kept in your system&apos;s vault: %1.</source>
        <translation>Schlüssel liegen im Tresor des Systems: %1.</translation>
    </message>
    <message>
        <source>Your system offers no vault right now, so no keys are kept at all.</source>
        <translation>Das System bietet gerade keinen Tresor, deshalb werden keine Schlüssel aufbewahrt.</translation>
    </message>
    <message>
        <source>What left this PC</source>
        <translation>Was diesen PC verlassen hat</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear the list of what left this PC</source>
        <translation>Liste der Verbindungen dieses PCs leeren</translation>
    </message>
    <message>
        <source>Nothing has left this PC since this list was cleared.</source>
        <translation>Seit dem Leeren der Liste hat nichts diesen PC verlassen.</translation>
    </message>
    <message>
        <source>Nothing has left this PC.</source>
        <translation>Nichts hat diesen PC verlassen.</translation>
    </message>
    <message>
        <source>When you search or download a model, you see here where from.</source>
        <translation>Nach dem Suchen oder Herunterladen eines Modells steht hier, wo das war.</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>Ältere anzeigen</translation>
    </message>
    <message>
        <source>Clear this list?</source>
        <translation>Diese Liste leeren?</translation>
    </message>
    <message>
        <source>You can&apos;t see afterwards where DeAI has connected to. Models you downloaded stay.</source>
        <translation>Danach ist nicht mehr zu sehen, womit sich DeAI verbunden hat. Heruntergeladene Modelle bleiben.</translation>
    </message>
</context>
<context>
    <name>QrCode</name>
    <message>
        <source>The invite as a QR code</source>
        <translation>Die Einladung als QR-Code</translation>
    </message>
</context>
<context>
    <name>QuantizationRow</name>
    <message>
        <source>Recommended</source>
        <translation>Empfohlen</translation>
    </message>
    <message>
        <source>Recommended: %1</source>
        <translation>Empfohlen: %1</translation>
    </message>
    <message>
        <source>On this PC</source>
        <translation>Auf diesem PC</translation>
    </message>
    <message>
        <source>Can&apos;t be run here</source>
        <translation>Läuft hier nicht</translation>
    </message>
    <message>
        <source>DeAI on this PC has no engine for this build.</source>
        <translation>DeAI hat auf diesem PC nichts, womit diese Fassung läuft.</translation>
    </message>
    <message>
        <source>Probably too large for this PC</source>
        <translation>Wohl zu groß für diesen PC</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>%1 wird heruntergeladen</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>Download fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>RemovalText</name>
    <message>
        <source>This frees no room on the disk. Conversations stay.</source>
        <translation>Das gibt keinen Platz frei. Unterhaltungen bleiben.</translation>
    </message>
    <message>
        <source>The same file is used by: {names}.</source>
        <translation>Dieselbe Datei nutzen auch: {names}.</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>RunningTurn</name>
    <message>
        <source>The node ended.</source>
        <translation>Der Dienst wurde beendet.</translation>
    </message>
    <message>
        <source>It is being started again.</source>
        <translation>Er wird neu gestartet.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Models and downloads</source>
        <translation>Modelle und Downloads</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <source>Local API</source>
        <translation>Lokale API</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>Bereiche der Einstellungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Unterhaltungen durchsuchen</translation>
    </message>
    <message>
        <source>Rename a conversation in the list</source>
        <translation>Unterhaltung in der Liste umbenennen</translation>
    </message>
    <message>
        <source>Pin a conversation in the list</source>
        <translation>Unterhaltung in der Liste anheften</translation>
    </message>
    <message>
        <source>Delete a conversation in the list</source>
        <translation>Unterhaltung in der Liste löschen</translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort stoppen</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkombinationen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ShortcutsSection</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkombinationen</translation>
    </message>
    <message>
        <source>F1 shows them anywhere. Tab goes from control to control, Enter or Space presses.</source>
        <translation>F1 zeigt sie überall. Tab springt von Element zu Element, Eingabe oder Leertaste drückt es.</translation>
    </message>
</context>
<context>
    <name>StarterCard</name>
    <message>
        <source>Recommended model: %1</source>
        <translation>Empfohlenes Modell: %1</translation>
    </message>
    <message>
        <source>Recommended to begin with</source>
        <translation>Empfohlen für den Anfang</translation>
    </message>
    <message>
        <source>Download of %1, free to use under %2</source>
        <translation>Download von %1, frei nutzbar unter %2</translation>
    </message>
    <message>
        <source>It is probably too large for this PC: it needs about %1 of memory.</source>
        <translation>Es ist wohl zu groß für diesen PC: Es braucht etwa %1 Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>%1 wird heruntergeladen</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>Download fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>StartingBar</name>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
</context>
<context>
    <name>TextSetting</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Go to the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>The conversation could not be exported</source>
        <translation>Die Unterhaltung konnte nicht exportiert werden</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Broke off here. {reason}</source>
        <translation>Hier abgebrochen. {reason}</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Ich</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Unload {model}</source>
        <translation>{model} entladen</translation>
    </message>
    <message>
        <source>Copy local API address: {address}</source>
        <translation>Adresse der lokalen API kopieren: {address}</translation>
    </message>
    <message>
        <source>Open DeAI</source>
        <translation>DeAI öffnen</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>In memory: {models}</source>
        <translation>Im Arbeitsspeicher: {models}</translation>
    </message>
    <message>
        <source>Ready, no model in memory</source>
        <translation>Bereit, kein Modell im Arbeitsspeicher</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>Other people can read this</source>
        <translation>Andere Leute können das lesen</translation>
    </message>
    <message>
        <source>A model of “%1” runs on the PC of another member. Whoever works on your prompt can read it: what you write, what stands above it in the conversation, and the answer.

On the way it is encrypted, so neither the hub nor the other members can. Send nothing that they should not know. You are asked this once for each pool.</source>
        <translation>Ein Modell von „%1“ läuft auf dem PC eines anderen Mitglieds. Wer Ihre Anfrage bearbeitet, kann sie lesen: was Sie schreiben, was im Gespräch darüber steht, und die Antwort.

Unterwegs ist alles verschlüsselt, sodass weder der Hub noch die übrigen Mitglieder es lesen können. Senden Sie nichts, was sie nicht wissen sollen. Sie werden das für jeden Pool einmal gefragt.</translation>
    </message>
    <message>
        <source>That&apos;s all right</source>
        <translation>Das ist in Ordnung</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>This DeAI runs from source: update it the way it was installed, with git and pip.</source>
        <translation>Dieses DeAI läuft aus dem Quelltext: So aktualisieren, wie es installiert wurde, mit git und pip.</translation>
    </message>
    <message>
        <source>Updates are not set up in this build: it came without keys to check them by.</source>
        <translation>Updates sind in diesem Bau nicht eingerichtet: Er enthält keine Schlüssel, um sie zu prüfen.</translation>
    </message>
    <message>
        <source>There is no address to look for updates yet (the setting updates.address).</source>
        <translation>Es gibt noch keine Adresse, um nach Updates zu suchen (Einstellung updates.address).</translation>
    </message>
    <message>
        <source>Not looked for updates yet</source>
        <translation>Noch nicht nach Updates gesucht</translation>
    </message>
    <message>
        <source>Looking for updates…</source>
        <translation>Suche nach Updates…</translation>
    </message>
    <message>
        <source>DeAI is up to date</source>
        <translation>DeAI ist auf dem neuesten Stand</translation>
    </message>
    <message>
        <source>Version {version} is available</source>
        <translation>Version {version} ist verfügbar</translation>
    </message>
    <message>
        <source>Downloading version {version}…</source>
        <translation>Version {version} wird heruntergeladen…</translation>
    </message>
    <message>
        <source>Version {version} is ready</source>
        <translation>Version {version} ist bereit</translation>
    </message>
    <message>
        <source>The last try did not succeed</source>
        <translation>Der letzte Versuch ist nicht gelungen</translation>
    </message>
    <message>
        <source>DeAI does not look for updates here</source>
        <translation>DeAI sucht hier nicht nach Updates</translation>
    </message>
</context>
<context>
    <name>UpdatesSetting</name>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>DeAI starts…</source>
        <translation>DeAI startet…</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt suchen</translation>
    </message>
    <message>
        <source>Check for updates now</source>
        <translation>Jetzt nach Updates suchen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Download version %1</source>
        <translation>Version %1 herunterladen</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Installieren…</translation>
    </message>
    <message>
        <source>Install version %1</source>
        <translation>Version %1 installieren</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Show version %1 in its folder</source>
        <translation>Version %1 in ihrem Ordner zeigen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stop the download of version %1</source>
        <translation>Das Laden von Version %1 stoppen</translation>
    </message>
    <message>
        <source>What has arrived is kept for the next time.</source>
        <translation>Was schon da ist, wird für das nächste Mal aufgehoben.</translation>
    </message>
    <message>
        <source>New in version %1</source>
        <translation>Neu in Version %1</translation>
    </message>
    <message>
        <source>Look for updates once a day</source>
        <translation>Einmal am Tag nach Updates suchen</translation>
    </message>
    <message>
        <source>Only this: nothing is downloaded or installed unless you say so. Each search is listed under Privacy.</source>
        <translation>Nur suchen: Heruntergeladen und installiert wird nur auf Wunsch. Jede Suche steht unter „Datenschutz“.</translation>
    </message>
    <message>
        <source>Install version %1 now?</source>
        <translation>Version %1 jetzt installieren?</translation>
    </message>
    <message>
        <source>DeAI closes while its setup runs; an answer that is being written stops. Your chats, models and settings stay.</source>
        <translation>DeAI wird geschlossen, während das Setup läuft; eine Antwort, die gerade entsteht, bricht ab. Chats, Modelle und Einstellungen bleiben.</translation>
    </message>
    <message>
        <source>Install now</source>
        <translation>Jetzt installieren</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
</context>
<context>
    <name>UpdatesViewModel</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>Its signature is right. Put the file in place of this version.</source>
        <translation>Die Signatur stimmt. Diese Version durch die Datei ersetzen.</translation>
    </message>
    <message>
        <source>Its signature is right. Nothing changes until you install it.</source>
        <translation>Die Signatur stimmt. Bis zur Installation ändert sich nichts.</translation>
    </message>
    <message>
        <source>Last looked: {when}</source>
        <translation>Zuletzt gesucht: {when}</translation>
    </message>
</context>
<context>
    <name>UserMessage</name>
    <message>
        <source>You: %1</source>
        <translation>Ich: %1</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger anzeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles anzeigen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
</context>
<context>
    <name>VersionSwitch</name>
    <message>
        <source>Previous version</source>
        <translation>Vorherige Version</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Version %1 von %2</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Nächste Version</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Loading %1… %2 %</source>
        <translation>%1 wird geladen… %2&#xa0;%</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Schreibt…</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Modell wird geladen</translation>
    </message>
</context>
<context>
    <name>WorkDone</name>
    <message>
        <source>Done today, by receipts</source>
        <translation>Heute getan, laut Quittungen</translation>
    </message>
    <message>
        <source>Done since this PC connected</source>
        <translation>Getan, seit dieser PC verbunden ist</translation>
    </message>
    <message>
        <source>Nobody has asked for anything yet.</source>
        <translation>Noch niemand hat um etwas gebeten.</translation>
    </message>
</context>
</TS>
