// The blocks of an answer: text, code, tables, one below the other.
pragma ComponentBehavior: Bound

import QtQuick
import "../components"

Column {
    id: column

    required property var viewModel
    property alias model: repeater.model
    readonly property string textStyle: `<style>
        p, li { line-height: 140%; margin-top: 0; margin-bottom: 0 }
        li { margin-bottom: 3px }
        ul, ol { margin-top: 0; margin-bottom: 0; margin-left: -16px }
        a { color: ${Theme.dark ? "#99c9ff" : "#0b57a8"} }
        code { font-family: "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; background-color: ${Theme.dark ? "#3d3d3d" : "#e9ebee"} }
        pre { font-family: "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; margin-top: 4px; margin-bottom: 4px }
        .address { color: ${Theme.quiet} }
        table { border-color: ${Theme.stroke}; border-collapse: collapse }
        blockquote { color: ${Theme.quiet} }
        </style>`
    readonly property string codeStyle: `<style>pre { margin: 0 } ${viewModel.codeStyle(Theme.dark)}</style>`

    spacing: 12

    Repeater {
        id: repeater

        delegate: Loader {
            id: loader

            required property var modelData

            width: column.width
            sourceComponent: {
                switch (modelData.kind) {
                case "code":
                    return codeBlock;
                case "math":
                    return formulaBlock;
                case "image":
                    return imageBlock;
                case "table":
                    return tableBlock;
                case "rule":
                    return line;
                default:
                    return textBlock;
                }
            }

            Component {
                id: textBlock

                TextBlock {
                    block: loader.modelData
                    textStyle: column.textStyle
                    formulas: column.viewModel.formulas
                }
            }

            Component {
                id: formulaBlock

                FormulaBlock {
                    source: loader.modelData.text
                    formulas: column.viewModel.formulas
                    onCopied: column.viewModel.copyText(loader.modelData.text)
                }
            }

            Component {
                id: imageBlock

                ImageBlock {
                    address: loader.modelData.address
                    description: loader.modelData.text
                    pictures: column.viewModel.pictures
                }
            }

            Component {
                id: codeBlock

                CodeBlock {
                    language: loader.modelData.language
                    code: loader.modelData.text
                    html: {
                        const coloured = column.viewModel.coloured(loader.modelData.text, loader.modelData.language);
                        return coloured === "" ? "" : `${column.codeStyle}<pre>${coloured}</pre>`;
                    }
                    onCopied: column.viewModel.copyText(loader.modelData.text)
                }
            }

            Component {
                id: tableBlock

                TableBlock {
                    html: column.textStyle + loader.modelData.html
                    formulas: column.viewModel.formulas
                }
            }

            Component {
                id: line

                Item {
                    implicitHeight: 9

                    Rectangle {
                        y: 4
                        width: parent.width
                        height: 1
                        color: Theme.stroke
                    }
                }
            }
        }
    }
}
