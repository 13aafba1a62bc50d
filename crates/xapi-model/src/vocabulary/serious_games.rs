//! The vocabulary of the profile for serious games.
//!
//! Events of a game, down to its keys.

known! {
    /// Types of activities.
    pub mod activity_type of KnownActivityType {
        under "https://w3id.org/xapi/seriousgames/activity-types/" {
            AREA = "area", "area";
            CONTROLLER = "controller", "controller";
            CUTSCENE = "cutscene", "cutscene";
            DIALOG_TREE = "dialog-tree", "dialog-tree";
            ENEMY = "enemy", "enemy";
            ITEM = "item", "item";
            KEYBOARD = "keyboard", "keyboard";
            LEVEL = "level", "level";
            MENU = "menu", "menu";
            MOUSE = "mouse", "mouse";
            NON_PLAYER_CHARACTER = "non-player-character", "non-player-character";
            QUEST = "quest", "quest";
            SCREEN = "screen", "screen";
            SERIOUS_GAME = "serious-game", "serious-game";
            TOUCHSCREEN = "touchscreen", "touchscreen";
            ZONE = "zone", "zone";
        }
    }
}

known! {
    /// Extensions.
    pub mod extension of KnownExtension {
        under "https://w3id.org/xapi/seriousgames/extensions/" in Result {
            HEALTH = "health", "health";
            POSITION = "position", "position";
            PROGRESS = "progress", "progress";
        }
    }
}

known! {
    /// Verbs.
    pub mod verb of KnownVerb {
        under "https://w3id.org/xapi/seriousgames/verbs/" {
            ACCESSED = "accessed", "accessed";
            PRESSED = "pressed", "pressed";
            RELEASED = "released", "released";
            UNLOCKED = "unlocked", "unlocked";
            USED = "used", "used";
        }
    }
}
