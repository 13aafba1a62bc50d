'use strict';

// SQLite in memory, as Sequelize calls it: the part of the interface of `sqlite3` that its dialect
// uses, over `sql.js`. That one is SQLite as WebAssembly, so installing it compiles nothing.

const open = require('sql.js');

/** What Sequelize takes as `dialectModule`. */
async function sqlite() {
  const engine = await open();

  class Database {
    constructor(name, _mode, opened) {
      this.filename = name;
      this.held = new engine.Database();
      queueMicrotask(() => opened(name === ':memory:' ? null : new Error('only :memory: is here')));
    }

    // Nothing here waits, so each statement has ended before the next begins.
    serialize(work) {
      work();
    }

    run(sql, ...rest) {
      this.all(sql, ...rest);
    }

    all(sql, ...rest) {
      const done = rest.pop();
      let rows;
      try {
        rows = this.rows(sql, ...rest);
      } catch (error) {
        const broken = error.message.includes('constraint failed');
        error.code = broken ? 'SQLITE_CONSTRAINT' : 'SQLITE_ERROR';
        done?.call({}, error);
        return;
      }
      const [[lastID]] = this.held.exec('SELECT last_insert_rowid()')[0].values;
      done?.call({ lastID, changes: this.held.getRowsModified() }, null, rows);
    }

    rows(sql, parameters = []) {
      const statement = this.held.prepare(sql);
      try {
        const rows = [];
        statement.bind(parameters);
        while (statement.step()) rows.push(statement.getAsObject());
        return rows;
      } finally {
        statement.free();
      }
    }

    close(closed) {
      this.held.close();
      closed?.(null);
    }
  }

  return { Database, OPEN_READWRITE: 2, OPEN_CREATE: 4 };
}

module.exports = { sqlite };
